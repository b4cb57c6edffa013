import { expect, test } from 'vitest'
import { testSchool } from '../../test/school'
import { startStandInCms } from '../../test/stand-in-cms'
import { loadSnapshot } from './load'

test('the snapshot’s day is the one in the school’s time zone', async () => {
  const server = await startStandInCms()
  const days = await Promise.all(
    ['2027-01-05T04:59:59Z', '2027-01-05T05:00:00Z'].map(
      async (now) => (await loadSnapshot({ url: server.url }, new Date(now))).today,
    ),
  )
  await server.close()
  expect(days).toEqual(['2027-01-04', '2027-01-05'])
})

test('a time zone that does not exist is named with its URL in the admin', async () => {
  const school = testSchool()
  school.globals['site-settings'].timeZone = 'Virginia/Henrico'
  const server = await startStandInCms(school)
  await expect(loadSnapshot({ url: server.url }, new Date(0))).rejects.toThrow(
    `- site-settings, field timeZone: a time zone like America/New_York (found "Virginia/Henrico")\n` +
      `  Open ${server.url}/admin/globals/site-settings`,
  )
  await server.close()
})
