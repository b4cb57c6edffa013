import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Delivery } from '../../cms/src/webhooks/delivery'
import { send } from '../../cms/src/webhooks/send'
import { targetsOf } from '../../cms/src/webhook-targets'
import { TestClock } from 'publisher/test/clock'
import { TestCms } from 'publisher/test/cms'
import { TestSchool } from 'publisher/test/school'
import { createSiteServer } from 'publisher/web-server'
import { LoopbackGitHub, listen, runWorkflow } from './test/loopback-github'

const minutes = 60_000
const secret = `whsec_${Buffer.from('the secret of the reports of rebuilds').toString('base64')}`
const token = 'github_pat_of_a_test'
// A shell that read it as a part of its program would leave a file behind.
const folder = mkdtempSync(join(tmpdir(), 'rebuild test $(touch pwned) '))
const uploads = join(folder, 'uploads')
const school = new TestSchool({ posts: 40 })
const cms = new TestCms(school, new TestClock(folder, new Date().toISOString()))
cms.secret = secret
school.add('redirects', {
  ...{ id: 'redirect-of-page', from: '/blog/post-1/', kind: 'address', address: '/courses/' },
  document: null,
})
const excerpt = school.document('posts', 'post-3').excerpt

const settings = (vars: Record<string, string> = {}) => ({
  vars: {
    CMS_URL: cms.url,
    SITE_URL: 'https://school.example',
    UPLOAD_COMMAND: 'cp -R "$1" "$UPLOAD_CREDENTIAL/$SITE_NUMBER" && env > "$UPLOAD_CREDENTIAL/env"',
    ...vars,
  },
  secrets: { REPORT_SECRET: secret, UPLOAD_CREDENTIAL: uploads },
})
const rebuild = (vars: Record<string, string> = {}, more: Record<string, string | undefined> = {}) =>
  runWorkflow(settings(vars), { REBUILD_DIR: join(folder, 'work'), ...more })
const github = new LoopbackGitHub(token, (environment) => rebuild({}, environment))

/** How many of the following builds are disturbed by an edit. */
let editsDuringBuilds = 0
/** Whether the CMS gives no content. It takes reports all the same. */
let isDown = false
/** Only a build of the site reads the list of all posts. */
const isBuild = (path: string) => path.startsWith('/api/posts?') && path.includes('sort=id')
const buildCount = () => cms.requests.filter(isBuild).length

beforeAll(async () => {
  mkdirSync(uploads)
  await cms.start()
  await github.start()
})
beforeEach(() => {
  cms.requests.length = 0
  cms.reports.length = 0
  editsDuringBuilds = 0
  isDown = false
  cms.fault = (path) => {
    if (isBuild(path) && editsDuringBuilds-- > 0) school.change('posts', 'post-3', {})
    const isContent = path !== '/api/release-reports'
    return isDown && isContent
      ? { status: 503, body: '{"errors":[{"message":"Down for a moment."}]}' }
      : undefined
  }
})
afterEach(() => {
  school.change('posts', 'post-3', { excerpt })
  for (const name of readdirSync(uploads)) rmSync(join(uploads, name), { recursive: true })
})
afterAll(async () => {
  await cms.stop()
  github.stop()
  rmSync(folder, { recursive: true })
})

/** Sends a change to GitHub with the code of the CMS. */
async function notifyGitHub(ownToken: string) {
  const [target] = targetsOf({
    ...{ WEBHOOK_SECRET: secret, PUBLISHER_URL: '', WEBHOOK_TARGETS: [], GITHUB_API_URL: github.url },
    ...{ GITHUB_REPOSITORY: github.repository, GITHUB_DISPATCH_TOKEN: ownToken },
  })
  if (!target) throw new Error('GitHub is no target.')
  const delivery: Delivery = {
    ...{
      id: 'd1',
      createdAt: new Date().toISOString(),
      target: 'github',
      action: 'change',
      state: 'waiting',
    },
    ...{ slug: 'posts', document: 'post-3' },
  }
  return send(target, 'd1', [delivery], { timeoutMs: 10_000, stop: new AbortController().signal })
}

const states = () => cms.reports.map(({ state }) => state)

test('GitHub gets a change, builds, uploads, and reports to the CMS', { timeout: 4 * minutes }, async () => {
  expect((await notifyGitHub('a wrong token')).attempt.status).toBe(401)
  expect(github.runs).toHaveLength(0)

  // An editor publishes during the build.
  editsDuringBuilds = 1
  expect(await notifyGitHub(token)).toMatchObject({ outcome: 'delivered', attempt: { status: 204 } })
  const [run] = await Promise.all(github.runs)
  expect(run, run?.output).toMatchObject({ code: 0 })
  expect(buildCount(), 'what was published during the build is built too').toBe(2)

  expect(states()).toEqual(['building', 'live'])
  const [building, live] = cms.reports
  expect(live?.id).toBe(building?.id)
  expect(live).toMatchObject({
    ...{ target: 'github', number: 1, reason: 'content', isFull: true, canBeAllowed: false },
    revision: await school.revision(),
    documents: [],
    pages: { total: expect.any(Number), rendered: live?.pages.total },
    log: [
      expect.any(String),
      'What the run printed: https://github.com/school/website/actions/runs/9000000001',
    ],
  })
  expect(live?.pages.total).toBeGreaterThan(50)
  expect(
    live?.held.map(({ slug }) => slug),
    'a redirect at the address of a page is left out and reported',
  ).toContain('redirects')

  const uploaded = join(uploads, '1')
  expect(readFileSync(join(uploaded, 'site/blog/post-3/index.html'), 'utf8')).toContain('Post number 3')
  expect(readdirSync(join(uploaded, 'site/media')).length).toBeGreaterThan(0)
  const entry = JSON.parse(readFileSync(join(uploaded, 'site/pagefind/pagefind-entry.json'), 'utf8')) as {
    languages: Record<string, { page_count: number }>
  }
  expect(entry.languages['en-us']?.page_count, 'pages that can be searched').toBeGreaterThan(40)
  const { pages } = JSON.parse(readFileSync(join(uploaded, 'headers.json'), 'utf8')) as {
    pages: Record<string, string>
  }
  const nginx = readFileSync(join(uploaded, 'nginx.conf'), 'utf8')
  expect(nginx).toContain(`add_header Content-Security-Policy "${pages['Content-Security-Policy']}" always;`)
  expect(nginx).toContain('root "/srv/site/current/site";')
  const environment = readFileSync(join(uploads, 'env'), 'utf8')
  expect(environment).not.toContain(secret)
  expect(existsSync('pwned')).toBe(false)
})

test(
  'an address of the CMS in a text is refused, and nothing is uploaded',
  { timeout: 2 * minutes },
  async () => {
    school.change('posts', 'post-3', { excerpt: `See ${cms.url}/admin for more.` })
    const run = await rebuild()
    expect(run, run.output).toMatchObject({ code: 1 })
    expect(run.output).toMatch(
      /\nStopped: the static site was not uploaded\.\nWhy: +The release was refused[^]+“Post number 3” \(posts post-3\), field excerpt: [^\n]+\nFix: +\S/,
    )
    expect(states()).toEqual(['building', 'refused'])
    expect(cms.reports[1]).toMatchObject({
      message: expect.stringContaining(`the address of the CMS (${cms.url})`),
      held: expect.arrayContaining([
        expect.objectContaining({ slug: 'posts', id: 'post-3', field: 'excerpt' }),
      ]),
      reason: 'asked',
    })
    expect(readdirSync(uploads)).toEqual([])
  },
)

test('a CMS that gives no content fails the run, and the site stays', { timeout: 2 * minutes }, async () => {
  isDown = true
  const run = await rebuild({}, github.environment(8, 'schedule'))
  expect(run, run.output).toMatchObject({ code: 1 })
  expect(run.output).toMatch(/\nStopped: the site was not rebuilt\.\nWhy: +Could not load .+503.*\nFix: +\S/)
  expect(states()).toEqual(['building', 'failed'])
  expect(cms.reports[1]).toMatchObject({
    ...{ number: 8, reason: 'nightly' },
    message: expect.stringContaining('answered 503'),
    log: [expect.stringContaining('/actions/runs/9000000008')],
  })
  expect(readdirSync(uploads)).toEqual([])
})

test(
  'a CMS that does not answer fails the run too, which prints that the report did not arrive',
  { timeout: 3 * minutes },
  async () => {
    const run = await rebuild({ CMS_URL: 'http://127.0.0.1:9' })
    expect(run, run.output).toMatchObject({ code: 1 })
    expect(run.output).toContain('The CMS does not know that the static site is failed.')
    expect(run.output).toMatch(/\nStopped: the site was not rebuilt\./)
    expect(readdirSync(uploads)).toEqual([])
  },
)

test('an upload that fails is a failed release', { timeout: 2 * minutes }, async () => {
  const run = await rebuild({ UPLOAD_COMMAND: 'echo The disk of the web server is full. >&2; exit 12' })
  expect(run, run.output).toMatchObject({ code: 1 })
  expect(states()).toEqual(['building', 'failed'])
  expect(cms.reports[1]?.message).toBe('UPLOAD_COMMAND ended with 12. The disk of the web server is full.')
})

test(
  'content that never stands still fails the run after three builds',
  { timeout: 3 * minutes },
  async () => {
    editsDuringBuilds = 10
    const run = await rebuild()
    expect(run, run.output).toMatchObject({ code: 1 })
    expect(buildCount()).toBe(3)
    expect(states()).toEqual(['building', 'failed'])
    expect(readdirSync(uploads)).toEqual([])
  },
)

test('a folder gets release after release, which our server serves', { timeout: 3 * minutes }, async () => {
  const target = join(folder, 'served')
  const place = () => rebuild({ UPLOAD_COMMAND: '', WEB_SERVER_FOLDER: '/web' }, { UPLOAD_DIR: target })
  const first = await place()
  expect(first, first.output).toMatchObject({ code: 0 })
  school.change('posts', 'post-3', { excerpt: 'What the third is about.' })
  const second = await place()
  expect(second, second.output).toMatchObject({ code: 0 })
  const numbers = cms.reports.filter(({ state }) => state === 'live').map(({ number }) => number)
  expect(numbers[1], 'the script counts them where GitHub does not').toBe((numbers[0] ?? 0) + 1)
  expect(readlinkSync(join(target, 'current'))).toBe('releases/000002')
  expect(readFileSync(join(target, 'current/nginx.conf'), 'utf8')).toContain('root "/web/current/site";')

  const server = createSiteServer(target)
  const origin = await listen(server)
  const page = await fetch(`${origin}/blog/`)
  const headers = JSON.parse(readFileSync(join(target, 'current/headers.json'), 'utf8')) as {
    pages: Record<string, string>
  }
  expect(Object.fromEntries(page.headers)).toMatchObject(
    Object.fromEntries(Object.entries(headers.pages).map(([name, value]) => [name.toLowerCase(), value])),
  )
  const [style = ''] = /\/_astro\/[^"]+\.css/.exec(await page.text()) ?? []
  expect((await fetch(origin + style)).status).toBe(200)
  server.close()
  server.closeAllConnections()

  writeFileSync(join(target, 'state.db'), '')
  const builds = buildCount()
  const third = await place()
  expect(buildCount()).toBe(builds)
  expect(third, third.output).toMatchObject({ code: 1 })
  expect(cms.reports.at(-1)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('is the folder of a publisher'),
  })
})

test('without an upload target and a secret nothing is built', async () => {
  const run = await rebuild({ UPLOAD_COMMAND: '' }, { GITHUB_REPORT_SECRET: '' })
  expect(run, run.output).toMatchObject({ code: 1 })
  expect(run.output).toMatch(
    /Stopped: the site cannot be rebuilt\.\nWhy: +GITHUB_REPORT_SECRET is not set\nFix: +\S/,
  )
  expect(cms.reports).toEqual([])
})
