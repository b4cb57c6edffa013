import { cpSync, mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newestBundle } from '../render/bundle'
import { TestPublisher, difference, until } from '../test/publisher'
import { body } from '../test/school'

/** A text in the footer of every page. */
const words = 'Ask a person'

let publisher: TestPublisher
/** A copy of the templates of the first release, which the publisher does not delete. */
let templates: string
/** What the footer says with each bundle, from its hash. */
const footers = new Map<string, string>()
beforeAll(async () => {
  publisher = await TestPublisher.start()
  const first = newestBundle(publisher.site) ?? ''
  footers.set(first, words)
  templates = join(publisher.folder, 'templates')
  cpSync(join(publisher.site, 'bundles', first), templates, { recursive: true })
})
// Each test begins with no newer templates than those that are live. Which ones these are depends on the tests before it.
afterEach(async () => {
  publisher.cms.fault = () => undefined
  writeNewest(await liveBundle())
  await publisher.hint()
  await publisher.atRest()
})
afterAll(() => publisher.close())

const writeNewest = (hash: string) => writeFileSync(join(publisher.site, 'bundles/newest'), hash)
const liveBundle = async () => (await publisher.health())?.bundle ?? ''
/** What the footer of every page says now. */
const footerNow = async () => footers.get(await liveBundle())!

/** Compiled templates with another text in the footer; `slow` ones take longer to load. */
function makeBundle(hash: string, instead: string, { slow = false } = {}): void {
  const folder = join(publisher.site, 'bundles', hash)
  cpSync(templates, folder, { recursive: true })
  const server = join(folder, 'server')
  let places = 0
  for (const entry of readdirSync(server, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const text = readFileSync(file, 'utf8')
    if (!text.includes(words)) continue
    writeFileSync(file, text.replaceAll(words, instead))
    places++
  }
  if (places === 0) throw new Error(`The templates do not say “${words}” any more: choose other words.`)
  const entry = join(server, 'entry.mjs')
  const wait = slow ? 'await new Promise((resolve) => setTimeout(resolve, 800));\n' : ''
  writeFileSync(entry, wait + readFileSync(entry, 'utf8'))
  footers.set(hash, instead)
  writeNewest(hash)
}

const render = () => publisher.command({ type: 'release.render', data: { by: 'npm run deploy', reason: '' } })
const say = (text: string) => (school: TestPublisher['school']) =>
  school.change('posts', 'post-1', { body: body(text) })
const fullPages = () =>
  [...publisher.liveFiles()].flatMap(([file, { text }]) => (text.includes('</footer>') ? [file] : []))

test('the files of templates and pictures are in the asset pool, whichever release they belong to', () => {
  for (const folder of ['_astro', 'media']) {
    expect(readlinkSync(join(publisher.site, 'current/site', folder))).toBe(`../../../pool/${folder}`)
  }
  const compiled = readdirSync(join(templates, 'client/_astro')).sort()
  expect(readdirSync(join(publisher.site, 'pool/_astro')).sort()).toEqual(compiled)
})

test('new templates are prepared beside the old ones, which go on publishing edits until the switch', async () => {
  const asked = publisher.reports.length
  const footer = await footerNow()
  const { live = 0, bundle } = (await publisher.health()) ?? {}
  makeBundle('1111111111111111', 'Ask us anything', { slow: true })
  const answer = render()
  const building = await publisher.reported(({ state }) => state === 'building', asked)
  expect(building).toMatchObject({ reason: 'templates', isFull: true })

  const edit = await publisher.publish(say('While the templates come.'))
  expect(edit.report).toMatchObject({ bundle, number: live + 1 })
  expect(publisher.page('/blog/post-1/')).toContain(footer)

  expect(await answer).toMatchObject({ ok: true, live: live + 2 })
  const report = await publisher.reported(
    ({ reason, state }) => reason === 'templates' && state === 'live',
    asked,
  )
  expect(report).toMatchObject({ id: building.id, isFull: true, documents: [], bundle: '1111111111111111' })
  expect(report.pages).toMatchObject({ total: 54, rendered: 54, added: [], removed: [] })
  const page = publisher.page('/blog/post-1/')
  expect(page).toContain('Ask us anything')
  expect(page).toContain('While the templates come.')
  for (const file of fullPages()) expect(publisher.page(`/${file}`), file).toContain('Ask us anything')
  expect(await liveBundle()).toBe('1111111111111111')

  // From now on the new templates render the edits.
  const next = await publisher.publish(say('With the new ones.'))
  expect(next.written).toEqual([
    'blog/post-1/index.html',
    'sitemap-blog-1.xml',
    'sitemap-pages.xml',
    'sitemap.xml',
  ])
  expect(publisher.page('/blog/post-1/')).toContain('Ask us anything')
})

test('a template that throws leaves the old templates in use, and the report names the page', async () => {
  const before = publisher.liveFiles()
  const bundle = await liveBundle()
  const asked = publisher.reports.length
  makeBundle('2222222222222222', "${(() => { throw new Error('The footer broke.') })()}")
  const answer = await render()
  expect(answer.ok).toBe(false)
  expect(answer.message).toMatch(/^The page \/\S* could not be rendered: .*The footer broke\./)
  const report = await publisher.reported(({ state }) => state === 'failed', asked)
  expect(report).toMatchObject({ reason: 'templates', message: answer.message })
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
  expect(await liveBundle()).toBe(bundle)

  // The failed templates are not tried again by themselves.
  const edit = await publisher.publish(say('In spite of it.'))
  expect(edit.written).toEqual([
    'blog/post-1/index.html',
    'sitemap-blog-1.xml',
    'sitemap-pages.xml',
    'sitemap.xml',
  ])
  await publisher.settled()
  const states = publisher.reports.slice(asked).map(({ state }) => state)
  expect(states.filter((state) => state !== 'building')).toEqual(['failed', 'live'])
})

test('templates that render a page that must not go live are refused', async () => {
  const before = publisher.liveFiles()
  const asked = publisher.reports.length
  makeBundle('3333333333333333', '<a href="/nowhere/">Nowhere</a>')
  expect(await render()).toMatchObject({ ok: false, message: expect.stringContaining('/nowhere/') })
  const report = await publisher.reported(({ state }) => state === 'refused', asked)
  expect(report).toMatchObject({ reason: 'templates', canBeAllowed: false })
  expect(difference(before, publisher.liveFiles())).toEqual({ written: [], removed: [] })
  await publisher.publish(say('All the same.'))
  expect(publisher.page('/blog/post-1/')).toContain('All the same.')
})

test('an edit that came just before templates are refused goes live with the old ones', async () => {
  const bundle = await liveBundle()
  makeBundle('7777777777777777', '<a href="/nowhere/">Nowhere</a>')
  say('No webhook came for this.')(publisher.school)
  expect(await render()).toMatchObject({ ok: false, message: expect.stringContaining('/nowhere/') })
  await until('the edit is live', () =>
    publisher.page('/blog/post-1/')?.includes('No webhook came for this.'),
  )
  await publisher.converged()
  expect(await publisher.health()).toMatchObject({ ok: true, bundle })
})

test('missing templates are reported', async () => {
  writeNewest('4444444444444444')
  expect(await render()).toMatchObject({
    ok: false,
    message: expect.stringContaining('Compile them again: npm run deploy'),
  })
  await publisher.publish(say('Nevertheless.'))
})

test('templates wait while the CMS is away, and while the site is frozen', async () => {
  // So that there is a release to go back to.
  await publisher.publish(say('Before the freeze.'))
  const footer = await footerNow()
  const asked = publisher.reports.length
  makeBundle('6666666666666666', 'Ask any time', { slow: true })
  const answer = render()
  await publisher.reported(({ state }) => state === 'building', asked)
  publisher.cms.fault = (path) =>
    path === '/api/release-reports' ? undefined : { body: '<html>Maintenance</html>' }
  expect(await answer).toMatchObject({ ok: false, message: expect.stringContaining('Maintenance') })
  expect(publisher.page('/')).toContain(footer)

  publisher.cms.fault = () => undefined
  const again = publisher.reports.length
  await publisher.hint()
  await publisher.reported(({ state }) => state === 'building', again)
  const { live = 0 } = (await publisher.health()) ?? {}
  const by = { by: 'a test', reason: '' }
  const rolledBack = await publisher.command({
    type: 'release.rollback',
    data: { release: live - 1, ...by },
  })
  expect(rolledBack).toMatchObject({ ok: true, live: live - 1 })
  await publisher.settled()
  expect(publisher.page('/')).not.toContain('Ask any time')

  await publisher.command({ type: 'release.resume', data: by })
  await until('the templates are live', async () => (await liveBundle()) === '6666666666666666')
  expect(publisher.page('/')).toContain('Ask any time')
})

test('old templates are deleted, but never those that are about to be deployed', async () => {
  for (const letter of 'abcdefg') mkdirSync(join(publisher.site, 'bundles', letter.repeat(16)))
  makeBundle('hhhhhhhhhhhhhhhh', 'Ask at any hour')
  await publisher.publish(say('Before they come.'))
  await until('the templates are live', async () => (await liveBundle()) === 'hhhhhhhhhhhhhhhh')
  await publisher.publish(say('After they came.'))
  const dummies = () =>
    readdirSync(join(publisher.site, 'bundles')).filter((name) => /^([a-g])\1+$/.test(name))
  await until('old ones are gone', () => dummies().length < 7)
  expect(publisher.page('/blog/post-1/')).toContain('Ask at any hour')
})

test('a publisher that is killed while it prepares new templates prepares them again', async () => {
  const footer = await footerNow()
  const asked = publisher.reports.length
  makeBundle('5555555555555555', 'Ask anybody', { slow: true })
  const answer = render().catch(() => undefined)
  await publisher.reported(({ state }) => state === 'building', asked)
  await publisher.kill()
  await answer
  expect(publisher.page('/')).toContain(footer)
  await publisher.startProcess()
  await until('the new templates are at work', async () => (await liveBundle()) === '5555555555555555')
  expect(publisher.page('/')).toContain('Ask anybody')
  // No half-made release is left.
  await publisher.stop()
  await publisher.startProcess()
  const releases = readdirSync(join(publisher.site, 'releases'))
  expect(releases.filter((name) => name.startsWith('.next-'))).toEqual([])
})

test('rendering all again with the same templates and content changes no byte', async () => {
  const texts = () => [...publisher.liveFiles()].map(([file, { text }]) => [file, text])
  const before = texts()
  const asked = publisher.reports.length
  expect(await render()).toMatchObject({ ok: true, message: 'Every page is rendered anew and live.' })
  const report = await publisher.reported(({ state }) => state === 'live', asked)
  expect(report).toMatchObject({ reason: 'asked', isFull: true, pages: { rendered: 54 } })
  expect(texts()).toEqual(before)
})
