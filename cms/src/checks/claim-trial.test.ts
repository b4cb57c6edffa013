import { type ClaimTrialAnswer, ClaimTrialSchema } from 'shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { type PreviewPublisher, startPreviewPublisher } from '../../test/preview-publisher'
import { reportSecrets } from '../../test/release-reports'

const answer: ClaimTrialAnswer = { total: 61, tried: 61, counts: { Jobs: 2 }, claims: [] }
const rule = {
  ...{ name: 'Jobs', level: 'blocks', phrases: 'guaranteed {job}', allowed: '' },
  ...{ reason: 'No school can promise one.', instead: 'We help.' },
}
const trial = { lists: [{ name: 'job', words: 'job\njobs' }], rules: [rule], after: '/blog/' }

let cms: TestCms
let site: PreviewPublisher
let admin: TestUser
beforeAll(async () => {
  site = await startPreviewPublisher()
  cms = await startCms({ ...reportSecrets(), PUBLISHER_URL: site.url })
  admin = await cms.user('admin')
  site.answer = (_, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(answer))
  }
})
afterAll(async () => {
  await cms.stop()
  await site.stop()
})

const post = (body: object, as: TestUser | undefined = admin) =>
  cms.request('POST', '/api/claim-trial', { as, body })

test('an admin tries rules as they stand in the form; the CMS stores none of it', async () => {
  expect(await post(trial)).toMatchObject({ status: 200, body: answer })
  expect(site.trials.map((sent) => ClaimTrialSchema.parse(sent).rules[0]?.name)).toEqual(['Jobs'])
  expect(site.trials).toMatchObject([{ after: '/blog/' }])
  const stored = await cms.request('GET', '/api/globals/claims?draft=true', { as: admin })
  expect(JSON.stringify(stored.body)).not.toContain('guaranteed {job}')
})

test('others do not, and a line that is wrong is named', async () => {
  expect((await post(trial, await cms.user('publisher'))).status).toBe(403)
  const wrong = await post({ ...trial, rules: [{ ...rule, phrases: '(a+)+$' }] })
  expect([wrong.status, wrong.body.errors[0].message]).toEqual([
    400,
    expect.stringMatching(/^Nothing was tried: the rule “Jobs” is wrong. “\(a\+\)\+\$” has/),
  ])
  const empty = await post({ ...trial, rules: [{ ...rule, reason: '' }] })
  expect([empty.status, empty.body.errors[0].message]).toEqual([
    400,
    expect.stringMatching(/^Nothing was tried: “rules.0.reason” is wrong/),
  ])
})
