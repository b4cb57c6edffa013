import {
  AnnouncementSchema,
  DisclosuresSchema,
  FooterSchema,
  HeaderSchema,
  HomeSchema,
  SiteSettingsSchema,
} from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'

let cms: TestCms
let admin: TestUser

beforeAll(async () => {
  cms = await startCms()
  admin = await cms.user('admin')
}, 60_000)
afterAll(() => cms.stop())

const settings = {
  schoolName: 'AlliedRx Institute of Healthcare',
  shortName: 'AlliedRx',
  tagline: 'Learn the work',
  description: 'A school of allied health.',
  phone: '+18045550142',
  email: 'info@example.org',
  hours: 'Monday to Friday, 9 am to 5 pm',
  address: { street: '100 Sample Street', city: 'Henrico', state: 'VA', zip: '23233' },
  timeZone: 'America/New_York',
  lmsUrl: 'https://lms.example.org',
  social: [{ label: 'Facebook', url: 'https://www.facebook.com/example' }],
}
const section = { label: 'Courses', kind: 'section', section: 'courses' }
const announcement = { enabled: true, message: 'Closed for snow.', from: '2027-01-11', until: '2027-01-12' }
const home = {
  headline: 'Learn the work of a pharmacy',
  intro: 'In weeks, not years.',
  dayInClass: { heading: 'A day in class', entries: [{ time: '08:30', text: 'Blood draws' }] },
}

const save = (slug: string, data: object, status = 'published') =>
  cms.request('POST', `/api/globals/${slug}${status === 'draft' ? '?draft=true' : ''}`, {
    as: admin,
    body: { ...data, _status: status },
  })

test.each([
  ['site-settings', settings, SiteSettingsSchema],
  ['header', { links: [{ link: section }] }, HeaderSchema],
  [
    'footer',
    { columns: [{ heading: 'Learn', links: [{ link: section }] }], smallPrint: 'Sample.' },
    FooterSchema,
  ],
  ['announcement', announcement, AnnouncementSchema],
  ['home', home, HomeSchema],
  ['disclosures', { others: [{ heading: 'Refunds', text: 'As the law says.' }] }, DisclosuresSchema],
])('%s is saved, and a visitor reads what the site can read', async (slug, data, schema) => {
  const saved = await save(slug, data)
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  const visitor = await cms.request('GET', `/api/globals/${slug}?depth=0`)
  expect(visitor.status).toBe(200)
  expect(schema.safeParse(visitor.body).error?.issues).toBeUndefined()
})

test('a day stays the day that was picked, in every time zone', async () => {
  await save('announcement', announcement)
  const { body } = await cms.request('GET', '/api/globals/announcement?depth=0')
  expect(AnnouncementSchema.parse(body)).toMatchObject({ from: '2027-01-11', until: '2027-01-12' })
})

test.each([
  ['site-settings', { phone: '804-555-0142' }, 'phone', /“804-555-0142”.*\+18045550142/],
  ['site-settings', { phone: '+44 20 7946 0000' }, 'phone', /\+1 and ten digits/],
  ['site-settings', { email: 'info at example' }, 'email', /e-?mail/i],
  ['site-settings', { email: 'info.@example.org' }, 'email', /e-?mail/i],
  [
    'site-settings',
    { timeZone: 'Eastern Time' },
    'timeZone',
    /“Eastern Time” is not a time zone.*America\/New_York/,
  ],
  ['site-settings', { timeZone: 'America/Richmond' }, 'timeZone', /is not a time zone/],
  ['site-settings', { timeZone: '-05:00' }, 'timeZone', /is not a time zone/],
  ['site-settings', { lmsUrl: 'javascript:alert(1)' }, 'lmsUrl', /not an address of a website/],
  [
    'site-settings',
    { address: { ...settings.address, zip: 'ABC' } },
    'address.zip',
    /“ABC” is not a ZIP code/,
  ],
  [
    'site-settings',
    { address: { ...settings.address, state: 'Virginia' } },
    'address.state',
    /two capital letters, such as VA/,
  ],
  ['site-settings', { schoolName: '' }, 'schoolName', /required/],
  [
    'announcement',
    { from: '2027-01-12', until: '2027-01-11' },
    'until',
    /January 11, 2027\) is before the first day \(January 12, 2027\)/,
  ],
  ['announcement', { enabled: true, message: ' ' }, 'message', /Write the message, or untick/],
  [
    'header',
    { links: [{ link: { label: 'x', kind: 'url', url: 'javascript:alert(1)' } }] },
    'links.0.link.url',
    /not an address/,
  ],
  ['header', { links: Array(8).fill({ link: section }) }, 'links', /7/],
  [
    'home',
    { dayInClass: { entries: [{ time: '8.30 am', text: 'x' }] } },
    'dayInClass.entries.0.time',
    /“8.30 am” is not a time.*17:30/,
  ],
  [
    'disclosures',
    { stateCertification: 'Accredited by SCHEV.' },
    'stateCertification',
    /certified by SCHEV, never “Accredited”/,
  ],
])('%s with %j is refused at %s', async (slug, wrong, field, message) => {
  const whole: Record<string, object> = {
    'site-settings': settings,
    announcement,
    home,
    header: {},
    disclosures: {},
  }
  const { status, body } = await save(slug, { ...whole[slug], ...wrong })
  expect(status).toBe(400)
  const problem = body.errors[0].data.errors.find(({ path }: { path: string }) => path === field)
  expect(problem?.message, JSON.stringify(body.errors[0].data)).toMatch(message)
})

test('a draft may be wrong, changes nothing live, and is not published', async () => {
  await save('site-settings', settings)
  const draft = await save('site-settings', { ...settings, phone: '123' }, 'draft')
  expect(draft.status).toBe(200)
  const visitor = await cms.request('GET', '/api/globals/site-settings')
  expect(visitor.body.phone).toBe(settings.phone)
  expect((await save('site-settings', { phone: '123' })).status).toBe(400)
})
