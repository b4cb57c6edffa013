import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from 'shared-types/test/seeded-random'
import { createEditor } from '../../test/generated-edits'
import { generatedSchool } from '../../test/generated-school'
import { startStandInCms } from '../../test/stand-in-cms'
import { buildStatic, compiledBundle, filesIn, removeFolder, temporaryFolder } from '../../test/builds'
import type { CompiledBundle } from '../../test/builds'
import { createTestPublisher } from '../../test/publisher'

let folder: string
let bundle: CompiledBundle
beforeAll(async () => {
  folder = await temporaryFolder()
  bundle = await compiledBundle()
})
afterAll(() => removeFolder(folder))

/** `npm run test:faults` has 1000 posts. */
const postCount = Number(process.env.IDENTITY_POSTS ?? 200)
const editCount = 60
const days = ['2027-01-03', '2027-01-04', '2027-01-05', '2027-01-10', '2027-02-08', '2027-07-01']

test(`after ${editCount} random changes of ${postCount} posts, each published by itself, every file equals that of the static build`, async () => {
  const { site } = bundle
  const school = generatedSchool({ posts: postCount })
  const random = seededRandom(42)
  const edit = createEditor(school, random)
  const publisher = createTestPublisher(site)
  await publisher.publish(school, days[0] ?? '')
  const done = new Set<string>()
  for (let count = 1; count <= editCount; count++) {
    done.add(edit())
    const day = days[Math.floor((count / editCount) * days.length)] ?? days.at(-1) ?? ''
    await publisher.publish(school, day)
    // Compared several times, because a later change may hide a file that an earlier change left outdated.
    if (count % 30 === 0) expect(differing(await publisher.renderAfresh(), publisher.files)).toEqual([])
  }
  expect(done.size).toBeGreaterThan(25)

  const timeZone = String(school.globals['site-settings'].timeZone)
  await publisher.publish(school, new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date()))
  const cms = await startStandInCms(school)
  try {
    await buildStatic(join(folder, 'static'), cms.url)
    const files = new Map<string, string | Uint8Array>([
      ...(await filesIn(bundle.client)),
      ...publisher.files,
    ])
    for (const name of new Set(textsOf(publisher.files).flatMap(site.mediaFilesIn))) {
      files.set(`media/${name}`, Buffer.from((await site.fetchMedia({ url: cms.url }, name)) ?? []))
    }
    const reference = await filesIn(join(folder, 'static'))
    expect(reference.size).toBeGreaterThan(postCount)
    expect(differing(files, reference)).toEqual([])
  } finally {
    await cms.close()
  }
}, 240_000)

const textsOf = (files: ReadonlyMap<string, string | Uint8Array>): string[] =>
  [...files.values()].filter((body) => typeof body === 'string')

/** The names of files that differ, or exist in only one of the two. */
function differing(
  some: ReadonlyMap<string, string | Uint8Array>,
  others: ReadonlyMap<string, string | Uint8Array>,
): string[] {
  const names = new Set([...some.keys(), ...others.keys()])
  const bytes = (content: string | Uint8Array | undefined) => content !== undefined && Buffer.from(content)
  return [...names].filter((name) => {
    const [a, b] = [bytes(some.get(name)), bytes(others.get(name))]
    return !a || !b || !a.equals(b)
  })
}
