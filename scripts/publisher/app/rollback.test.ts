import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { PreviewAnswerSchema, PreviewedChangesAnswerSchema } from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inProject } from '../project-root'
import { TestPublisher, testMorning, until } from '../test/publisher'
import { body, post } from '../test/school'

let publisher: TestPublisher
/** The texts of all files of each release, from its number. */
const releases: Map<string, string>[] = []
beforeAll(async () => {
  publisher = await TestPublisher.start()
  releases[1] = texts()
  await publisher.publish((school) => school.change('posts', 'post-1', { body: body('Release two.') }))
  releases[2] = texts()
  await publisher.publish((school) => {
    school.change('posts', 'post-1', { body: body('Release three.') })
    school.remove('posts', 'post-5')
    school.add('posts', post(60))
  })
  releases[3] = texts()
})
afterAll(() => publisher.close())

const texts = () => new Map([...publisher.liveFiles()].map(([file, { text }]) => [file, text]))
const by = { by: 'Dana Reyes', reason: 'The price is wrong.' }
const rollBack = (release: number) =>
  publisher.command({ type: 'release.rollback', data: { release, ...by } })
const resume = () => publisher.command({ type: 'release.resume', data: by })
const compare = (release?: number) => publisher.command({ type: 'release.compare', data: { release } })

/** Runs `npm run rollback -- …`. */
async function runCommand(...args: string[]): Promise<{ code: number; output: string }> {
  const program = inProject('scripts/dev/rollback.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    cwd: inProject(),
    env: { ...process.env, ...publisher.settings() },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? 1, output }
}

test('a comparison says which pages a rollback would change, bring back and take away', async () => {
  const before = texts()
  const number = (await publisher.health())?.live
  const { ok, message, live, comparison, changes } = await compare(1)
  expect({ ok, message, live }).toEqual({
    ok: true,
    message: `Release 1 compared with release ${number}, which is live.`,
    live: number,
  })
  expect(comparison?.changed.paths).toContain('/blog/post-1/')
  expect(comparison?.restored).toEqual({ count: 1, paths: ['/blog/post-5/'] })
  expect(comparison?.removed).toEqual({ count: 1, paths: ['/blog/post-60/'] })
  expect(changes?.pages).toEqual(
    expect.arrayContaining([
      { path: '/blog/post-60/', change: 'removed' },
      { path: '/blog/post-5/', change: 'added' },
      { path: '/blog/post-1/', change: 'changed' },
    ]),
  )
  expect([changes?.isExact, changes?.count]).toEqual([true, changes?.pages.length])
  expect(changes?.files).toContainEqual({ path: '/rss.xml', change: 'changed' })
  expect(texts()).toEqual(before)
})

test('a page that only says when a document was saved is not counted as changed', async () => {
  const { live: before = 0 } = (await publisher.health()) ?? {}
  await publisher.publish((school) => school.change('posts', 'post-2', {}))
  const { changes, comparison } = await compare(before)
  expect(comparison?.changed.paths).toContain('/blog/post-2/')
  expect([changes?.count, changes?.pages, changes?.files]).toEqual([0, [], []])
})

test('a release that is not kept cannot be gone back to', async () => {
  const before = texts()
  const live = (await publisher.health())?.live ?? 0
  const numbers = Array.from({ length: live }, (_, index) => live - index)
  const kept = `Release 99 is not kept. Choose one of these: ${numbers.join(', ')}.`
  expect(await compare(99)).toMatchObject({ ok: false, message: kept })
  expect(await rollBack(99)).toMatchObject({ ok: false, message: kept, live })
  expect(await rollBack(live)).toMatchObject({ ok: false, message: `Release ${live} is live already.` })
  expect(await resume()).toMatchObject({ ok: false, message: 'The site is not frozen: it follows the CMS.' })
  expect(texts()).toEqual(before)
})

test('while the site is frozen, a preview counts against the newest release and says so, and shows as live what visitors see', async () => {
  const data = { ...publisher.school.document('posts', 'post-1'), title: 'After the freeze' }
  const documents = [{ slug: 'posts', id: 'post-1', updatedAt: testMorning, data }]
  const ask = async (path: string, request: object) => (await publisher.post(request, { path })).json()
  const changes = async () => PreviewedChangesAnswerSchema.parse(await ask('/preview-changes', { documents }))
  const page = async (request: object) =>
    PreviewAnswerSchema.parse(await ask('/preview', { documents: [], path: '/blog/post-1/', ...request }))
  const before = await changes()
  expect(before.count).toBeGreaterThan(0)
  await rollBack(2)
  expect(await changes()).toEqual({ ...before, frozen: 2 })
  expect(await page({})).toMatchObject({ state: 'page', html: expect.stringContaining('Release two.') })
  expect(await page({ asReleased: true })).toMatchObject({ html: expect.stringContaining('Release three.') })
  expect(await page({ path: '/blog/post-60/' })).toMatchObject({
    ...{ state: 'failed', message: expect.stringContaining('Release 2, which visitors see, has no page at') },
  })
  await resume()
  expect(await changes()).toEqual(before)
  expect(await page({})).toMatchObject({ html: expect.stringContaining('Release three.') })
})

test('a rollback shows the old release, and freezes the site through publishes, kill -9 and midnight until it is lifted', async () => {
  const reportCount = publisher.reports.length
  const newest = (await publisher.health())?.live ?? 0
  expect(await rollBack(2)).toMatchObject({ ok: true, live: 2, hold: { release: 2, ...by } })
  expect(texts()).toEqual(releases[2])
  const rolledBack = await publisher.reported(({ state }) => state === 'rolled-back', reportCount)
  expect(rolledBack).toMatchObject({ number: 2, reason: 'asked', hold: { release: 2, ...by } })

  publisher.school.change('posts', 'post-2', { body: body('Meanwhile.') })
  await publisher.hint([{ slug: 'posts', id: 'post-2' }])
  await publisher.settled()
  expect(texts()).toEqual(releases[2])

  await publisher.kill()
  await publisher.startProcess()
  publisher.school.change('posts', 'post-3', { body: body('Meanwhile too.') })
  publisher.clock.set('2027-01-05T15:00:00.000Z')
  await publisher.hint([{ slug: 'posts', id: 'post-3' }])
  await publisher.settled()
  expect(await publisher.health()).toMatchObject({ live: 2, hold: 2 })
  expect(texts()).toEqual(releases[2])
  const allow = { revision: await publisher.school.revision(), ...by }
  const stays = { ok: false, message: 'Nothing went live: the site is frozen at release 2.' }
  expect(await publisher.command({ type: 'release.allow', data: allow })).toMatchObject(stays)
  expect(await publisher.command({ type: 'release.render', data: by })).toMatchObject(stays)
  expect(publisher.reports.slice(reportCount)).toEqual([rolledBack])

  // To another release while the site is frozen.
  expect(await rollBack(1)).toMatchObject({ ok: true, live: 1, hold: { release: 1 } })
  expect(texts()).toEqual(releases[1])

  // What the end of the freeze changes: the newest release is compared with the one that visitors see.
  const thawed = await compare()
  expect(thawed).toMatchObject({ ok: true, live: 1, compared: newest })
  expect(thawed.changes?.pages).toContainEqual({ path: '/blog/post-5/', change: 'removed' })

  const frozenCount = publisher.reports.length
  expect(await resume()).toMatchObject({ ok: true, live: newest })
  const report = await publisher.reported(({ state }) => state === 'live', frozenCount)
  // The changes of the meantime go live together.
  expect(report.documents.map(({ id }) => id).sort()).toEqual(['post-2', 'post-3'])
  expect(report.number).toBe(newest + 1)
  expect(publisher.reports.slice(reportCount).map(({ state, number }) => [state, number])).toEqual([
    ['rolled-back', 2],
    ['rolled-back', 1],
    ['resumed', newest],
    ['live', newest + 1],
  ])
  const resumed = publisher.reports.slice(frozenCount).find(({ state }) => state === 'resumed')
  expect(resumed?.log).toEqual([`${by.by} lifted the freeze: the site follows the CMS again.`])
  expect(publisher.page('/blog/post-1/')).toContain('Release three.')
  expect(publisher.page('/blog/post-3/')).toContain('Meanwhile too.')
  expect((await publisher.health())?.hold).toBeUndefined()
  publisher.clock.set(testMorning)
  await publisher.hint()
  await publisher.settled()
})

test('a publisher that died between the decision and the switch goes on with it', async () => {
  await publisher.stop()
  const hold = { release: 2, since: testMorning, ...by }
  writeFileSync(join(publisher.site, 'hold.json'), JSON.stringify(hold))
  await publisher.startProcess()
  expect(await publisher.health()).toMatchObject({ live: 2, hold: 2 })
  expect(texts()).toEqual(releases[2])
  expect(await resume()).toMatchObject({ ok: true })
  await publisher.converged()
})

test('a rollback does not wait for a CMS that does not answer, and what was under way does not undo it', async () => {
  const requestCount = publisher.cms.requests.length
  publisher.cms.fault = (path) => (path === '/api/release-reports' ? undefined : 'hang')
  publisher.school.change('posts', 'post-2', { body: body('Much later.') })
  await publisher.hint([{ slug: 'posts', id: 'post-2' }])
  await until('the CMS had a request', () => publisher.cms.requests.length > requestCount)
  expect(await rollBack(1)).toMatchObject({ ok: true, live: 1 })
  publisher.cms.fault = () => undefined
  publisher.cms.dropConnections()
  await publisher.settled()
  expect(texts()).toEqual(releases[1])
  expect(await resume()).toMatchObject({ ok: true })
  await publisher.converged()
  expect(publisher.page('/blog/post-2/')).toContain('Much later.')
})

test('npm run rollback goes through the running publisher', async () => {
  const { live = 0 } = (await publisher.health()) ?? {}
  const listed = await runCommand()
  expect(listed.code).toBe(0)
  expect(listed.output).toMatch(new RegExp(`^\\* +${live} `, 'm'))
  expect(listed.output).toMatch(/^ +1 .* 54 pages$/m)
  // There is no terminal to answer on.
  const unasked = await runCommand('1', 'No reason')
  expect(unasked).toMatchObject({ code: 1, output: expect.stringContaining('Add --yes') })
  expect(unasked.output).toContain('1 pages would come back:\n  /blog/post-5/')
  expect((await publisher.health())?.live).toBe(live)

  const reportCount = publisher.reports.length
  expect(await runCommand('1', 'Typed', '--yes')).toMatchObject({ code: 0 })
  expect(texts()).toEqual(releases[1])
  const { hold } = await publisher.reported(({ state }) => state === 'rolled-back', reportCount)
  expect(hold).toMatchObject({ release: 1, by: userInfo().username, reason: 'Typed' })
  expect(await runCommand('99', '--yes')).toMatchObject({
    code: 1,
    output: expect.stringContaining('is not kept'),
  })
  expect(await runCommand('one')).toMatchObject({
    code: 1,
    output: expect.stringContaining('"one" is no release'),
  })
  expect(await runCommand('--resume')).toMatchObject({ code: 0 })
  await publisher.converged()
  expect(publisher.page('/blog/post-1/')).toContain('Release three.')
})

test('npm run rollback works without a publisher, and the next publisher reports it to the CMS', async () => {
  await publisher.stop()
  expect(await runCommand('2', 'By', 'hand', '--yes')).toMatchObject({ code: 0 })
  expect(texts()).toEqual(releases[2])
  expect((await runCommand()).output).toContain(`Frozen at release 2`)
  const reportCount = publisher.reports.length
  await publisher.startProcess()
  const { hold } = await publisher.reported(({ state }) => state === 'rolled-back', reportCount)
  expect(hold).toMatchObject({ release: 2, reason: 'By hand' })
  expect(texts()).toEqual(releases[2])
  await publisher.stop()
  expect(await runCommand('--resume')).toMatchObject({ code: 0 })
  await publisher.startProcess()
  await publisher.reported(({ state }) => state === 'resumed', reportCount)
  await publisher.converged()
  expect(publisher.page('/blog/post-1/')).toContain('Release three.')
})
