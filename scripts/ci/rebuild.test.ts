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
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Delivery } from '../../cms/src/webhooks/delivery'
import { send } from '../../cms/src/webhooks/send'
import { targetsOf } from '../../cms/src/webhook-targets'
import { createSiteServer } from 'publisher/web-server'
import { LoopbackCms, listen } from './loopback-cms'
import { LoopbackGitHub, runWorkflow } from './loopback-github'

const minutes = 60_000
const secret = `whsec_${Buffer.from('the secret of the reports of rebuilds').toString('base64')}`
const token = 'github_pat_of_a_test'
// A shell that read it as a part of its program would leave a file behind.
const folder = mkdtempSync(join(tmpdir(), 'rebuild test $(touch pwned) '))
const uploads = join(folder, 'uploads')
const cms = new LoopbackCms(secret)

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

beforeAll(async () => {
  mkdirSync(uploads)
  await cms.start()
  await github.start()
})
afterEach(() => {
  cms.reset()
  for (const name of readdirSync(uploads)) rmSync(join(uploads, name), { recursive: true })
})
afterAll(() => {
  cms.stop()
  github.stop()
  rmSync(folder, { recursive: true })
})

/** Tells GitHub of a change, by the code with which the CMS does. */
async function tellGitHub(ownToken: string) {
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
    ...{ slug: 'posts', document: 'post-03' },
  }
  return send(target, 'd1', [delivery], { timeoutMs: 10_000, stop: new AbortController().signal })
}

const states = () => cms.reports.map(({ state }) => state)

test('GitHub is told of a change, builds, uploads, and tells the CMS', { timeout: 4 * minutes }, async () => {
  expect((await tellGitHub('a wrong token')).attempt.status).toBe(401)
  expect(github.runs).toHaveLength(0)

  // While it builds, somebody publishes.
  cms.edits = 1
  expect(await tellGitHub(token)).toMatchObject({ result: 'delivered', attempt: { status: 204 } })
  const [run] = await Promise.all(github.runs)
  expect(run, run?.output).toMatchObject({ code: 0 })
  expect(cms.builds, 'what was published during the build is built too').toBe(2)

  expect(states()).toEqual(['building', 'live'])
  const [building, live] = cms.reports
  expect(live?.id).toBe(building?.id)
  expect(live).toMatchObject({
    ...{ target: 'github', number: 1, reason: 'content', isFull: true, canBeAllowed: false },
    revision: await cms.revision(),
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
    'what the site leaves out by itself is told',
  ).toContain('redirects')

  const uploaded = join(uploads, '1')
  expect(readFileSync(join(uploaded, 'site/blog/dea-number/index.html'), 'utf8')).toContain('DEA number')
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
    cms.replaced = ['What number 3 is about.', `See ${cms.url}/admin for more.`]
    const run = await rebuild()
    expect(run, run.output).toMatchObject({ code: 1 })
    expect(run.output).toMatch(
      /\nStopped: the static site was not uploaded\.\nWhy: +The release was refused[^]+“Post number 3” \(posts post-03\), field excerpt: [^\n]+\nFix: +\S/,
    )
    expect(states()).toEqual(['building', 'refused'])
    expect(cms.reports[1]).toMatchObject({
      message: expect.stringContaining(`the address of the CMS (${cms.url})`),
      held: expect.arrayContaining([
        expect.objectContaining({ slug: 'posts', id: 'post-03', field: 'excerpt' }),
      ]),
      reason: 'asked',
    })
    expect(readdirSync(uploads)).toEqual([])
  },
)

test('a CMS that gives no content fails the run, and the site stays', { timeout: 2 * minutes }, async () => {
  cms.isDown = true
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
  'a CMS that is not there fails the run too, which says that it could not be told',
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
    cms.edits = 10
    const run = await rebuild()
    expect(run, run.output).toMatchObject({ code: 1 })
    expect(cms.builds).toBe(3)
    expect(states()).toEqual(['building', 'failed'])
    expect(readdirSync(uploads)).toEqual([])
  },
)

test('a folder gets release after release, which our server serves', { timeout: 3 * minutes }, async () => {
  const target = join(folder, 'served')
  const place = () => rebuild({ UPLOAD_COMMAND: '', WEB_SERVER_FOLDER: '/web' }, { UPLOAD_DIR: target })
  const first = await place()
  expect(first, first.output).toMatchObject({ code: 0 })
  cms.replaced = ['What number 3 is about.', 'What the third is about.']
  const second = await place()
  expect(second, second.output).toMatchObject({ code: 0 })
  const numbers = cms.reports.filter(({ state }) => state === 'live').map(({ number }) => number)
  expect(numbers[1], 'they are counted where GitHub does not').toBe((numbers[0] ?? 0) + 1)
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
  const builds = cms.builds
  const third = await place()
  expect(cms.builds).toBe(builds)
  expect(third, third.output).toMatchObject({ code: 1 })
  expect(cms.reports.at(-1)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('is the folder of a publisher'),
  })
})

test('without a place to go and a secret nothing is begun', async () => {
  const run = await rebuild({ UPLOAD_COMMAND: '' }, { GITHUB_REPORT_SECRET: '' })
  expect(run, run.output).toMatchObject({ code: 1 })
  expect(run.output).toMatch(
    /Stopped: the site cannot be rebuilt\.\nWhy: +GITHUB_REPORT_SECRET is not set\nFix: +\S/,
  )
  expect(cms.reports).toEqual([])
})
