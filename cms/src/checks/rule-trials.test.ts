import { ClaimTrialSchema } from 'shared-types'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCms, type TestCms, type TestResponse, type TestUser } from '../../test/cms'
import { type PreviewPublisher, sampleChanges, startPreviewPublisher } from '../../test/preview-publisher'
import { reportSecrets } from '../../test/release-reports'

let cms: TestCms
let site: PreviewPublisher
let admin: TestUser
/** How many of the 60 pages of the site have each word. */
const pagesWith: Record<string, number> = { the: 58, guaranteed: 2 }
let isAway = false
const path = '/api/globals/claims'
beforeAll(async () => {
  site = await startPreviewPublisher()
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: site.url })
  admin = await cms.user('admin')
  const none = { lists: [], rules: [], _status: 'published' }
  expect((await cms.request('POST', path, { as: admin, body: none })).status).toBe(200)
  site.answer = (request, response) => {
    response.setHeader('Content-Type', 'application/json')
    if (request.url !== '/claim-trial') return void response.end(JSON.stringify(sampleChanges))
    if (isAway)
      return void response.writeHead(503).end(JSON.stringify({ message: 'Nothing was published yet.' }))
    const { rules, after } = ClaimTrialSchema.parse(site.trials.at(-1))
    // In two parts.
    const counts = Object.fromEntries(
      rules.map(({ name, phrases }) => [name, (pagesWith[phrases[0]!] ?? 0) / 2]),
    )
    response.end(
      JSON.stringify({ total: 60, tried: 30, counts, claims: [], ...(!after && { after: '/courses/' }) }),
    )
  }
})
afterAll(async () => {
  await cms.stop()
  await site.stop()
})
let place = 0
beforeEach(() => {
  isAway = false
  site.trials.length = 0
  place++
})

/** Another rule in each test: what was tried is remembered. */
const ruleOf = (phrase: string, more: object = {}) => ({
  ...{
    name: `Rule ${place} for “${phrase}”`,
    enabled: true,
    level: 'blocks',
    phrases: `${phrase}\nword-of-${place}`,
  },
  ...{ allowed: '', reason: 'No school can promise a job.', instead: 'We help.', ...more },
})
/** Publishes the form with these rules. */
async function publish(rules: object[], more: object = {}) {
  const { token } = (await cms.request('GET', `${path}/save-state`, { as: admin })).body
  const { rules: base } = (await cms.request('GET', `${path}?draft=true&depth=0`, { as: admin })).body
  const body = { token, base: { rules: base }, data: { rules }, status: 'published', ...more }
  return cms.request('POST', `${path}/save`, { as: admin, body })
}
const liveNames = async () =>
  (await cms.request('GET', path, { as: admin })).body.rules.map(({ name }: { name: string }) => name)
const warningsOf = ({ status, body }: TestResponse) => {
  expect(status, JSON.stringify(body)).toBe(422)
  return body.errors[0].data.warnings as { rule: string; field: string; message: string }[]
}

test('a rule that finds something on most live pages is asked about, with the number, and goes live with a reason', async () => {
  const [narrow, wide] = [ruleOf('guaranteed'), ruleOf('the')]
  const [warning, ...others] = warningsOf(await publish([narrow, wide]))
  expect(others).toEqual([])
  expect(warning).toMatchObject({
    rule: 'wide-rule',
    field: 'rules.1.phrases',
    message: `The rule “${wide.name}” finds something on 58 of 60 live pages, so it may be too wide. What is live stays, but with this rule no new text that says such a thing can go live. Narrow its phrases, or say why so many pages are meant.`,
  })
  expect(await liveNames()).not.toContain(wide.name)
  expect(
    (await publish([narrow, wide], { override: { rules: ['wide-rule'], reason: 'All are meant.' } })).status,
  ).toBe(200)
  expect(await liveNames()).toEqual([narrow.name, wide.name])
  // It is live, and was asked about.
  expect((await publish([narrow, { ...wide, reason: 'Another reason.' }])).status).toBe(200)
})

test('the form of the rules is checked, though visitors read none of them', async () => {
  const body = { global: 'claims', values: { rules: [ruleOf('guaranteed')] } }
  const answer = await cms.request('POST', '/api/checks', { as: admin, body })
  expect([answer.status, answer.body]).toEqual([200, { findings: [] }])
})

test('a narrow rule goes live without a question, and only rules are tried that find other things than before', async () => {
  const before = ruleOf('guaranteed')
  expect((await publish([before])).status).toBe(200)
  expect(site.trials).toHaveLength(2)
  site.trials.length = 0
  const added = ruleOf('a-job')
  expect((await publish([before, added, ruleOf('the', { enabled: false })])).status).toBe(200)
  expect(site.trials.map((trial) => ClaimTrialSchema.parse(trial).rules.map(({ name }) => name))).toEqual([
    [added.name],
    [added.name],
  ])
})

test('to switch a rule on is to change it', async () => {
  const off = ruleOf('the', { enabled: false })
  expect((await publish([off])).status).toBe(200)
  expect(site.trials).toEqual([])
  expect(warningsOf(await publish([{ ...off, enabled: true }]))).toMatchObject([{ rule: 'wide-rule' }])
})

test('a rule that could not be tried is asked about, and why; one that was tried in the form is not', async () => {
  const rule = ruleOf('guaranteed')
  isAway = true
  const [warning] = warningsOf(await publish([rule]))
  expect(warning).toMatchObject({
    rule: 'untried-rule',
    message: `The rule “${rule.name}” was not tried on all live pages since its last change: Nothing was published yet. If it is too wide, no new text that says such a thing can go live. Try the rules on the site above first, or say why it is right.`,
  })
  isAway = false
  const { lists } = (await cms.request('GET', path, { as: admin })).body
  const tryOn = (after?: string) =>
    cms.request('POST', '/api/claim-trial', { as: admin, body: { lists, rules: [rule], after } })
  expect((await tryOn()).status).toBe(200)
  isAway = true
  warningsOf(await publish([rule]))
  isAway = false
  expect((await tryOn('/courses/')).body.after).toBeUndefined()
  isAway = true
  expect((await publish([rule])).status).toBe(200)
})
