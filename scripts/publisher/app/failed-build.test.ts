import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LoadedBundle, loadBundle } from '../render/bundle'
import { installBundle } from '../test/bundle'
import { TestClock } from '../test/clock'
import { TestCms } from '../test/cms'
import { faults, makeFaulty } from '../test/faulty-bundle'
import { testMorning } from '../test/publisher'
import { TestSchool, body } from '../test/school'
import { explainFailedBuild } from './failed-build'

const folder = mkdtempSync(join(tmpdir(), 'failed-build-test-'))
const school = new TestSchool()
const cms = new TestCms(school, new TestClock(folder, testMorning))
let bundle: LoadedBundle
beforeAll(async () => {
  const hash = await installBundle(folder)
  makeFaulty(join(folder, 'bundles', hash))
  bundle = await loadBundle(folder, hash)
  await cms.start()
})
afterAll(async () => {
  await cms.stop()
  rmSync(folder, { recursive: true })
})

test('a static build that fails names the page and the document; an error with another cause stays as it is', async () => {
  const error = new Error('The build ended with exit code 1.')
  expect(await explainFailedBuild(bundle, cms.url, error)).toBe(error)

  school.change('posts', 'post-3', { title: 'A bad one', body: body(faults.throws) })
  const explained = await explainFailedBuild(bundle, cms.url, error)
  expect((explained as Error).message).toBe(
    'The site could not be built, and stays as it was. The page /blog/post-3/ could not be rendered: the template broke. The document that it cannot show is “A bad one” (posts post-3).',
  )
  expect((explained as Error).cause).toBe(error)
})
