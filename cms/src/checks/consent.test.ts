import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, formatDay } from 'shared-types'
import { paragraph, richText, words } from 'shared-types/test/rich-text'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { publishSamples, refusalsOf, type SampleIds, sampleOf } from '../../test/sample-documents'
import { uploadWaiting } from '../../test/uploads'

let cms: TestCms
let ids: SampleIds
let publisher: TestUser
const today = new Date().toISOString().slice(0, 10)

beforeAll(async () => {
  cms = await startCms()
  ;({ as: publisher, ids } = await publishSamples(cms))
})
afterAll(() => cms.stop())

const refused = (slug: 'courses' | 'faqs' | 'partners' | 'testimonials', changes: Record<string, unknown>) =>
  refusalsOf(cms, publisher, ids, slug, changes)
const agreed = { isSample: false, consent: true, consentOn: '2026-10-01', consentNote: 'A letter, filed.' }

test('a quote without recorded consent, or past its day, does not go live, and the field says why', async () => {
  expect(await refused('testimonials', { ...agreed, consent: false })).toEqual({
    consent: expect.stringMatching(/^No consent of the person .* mark an invented quote as a sample\.$/),
  })
  expect(await refused('testimonials', { ...agreed, consentOn: null })).toHaveProperty('consentOn')
  expect(await refused('testimonials', { ...agreed, consentNote: ' ' })).toHaveProperty('consentNote')
  const yesterday = addDays(today, -2)
  expect(await refused('testimonials', { ...agreed, confirmedUntil: yesterday })).toEqual({
    confirmedUntil: `The person agreed to be quoted until ${formatDay(yesterday)}, and that day has passed. Ask them again and enter the new day, or unpublish this.`,
  })
  expect(await refused('testimonials', { ...agreed, confirmedUntil: addDays(today, 2) })).toEqual({})
  expect(await refused('testimonials', { isSample: true })).toEqual({})
  const draft = { as: publisher, body: { quote: 'Not yet.', _status: 'draft' } }
  expect((await cms.request('POST', '/api/testimonials?draft=true', draft)).status).toBe(201)
})

test('a live quote of before stays live, can be corrected, and its form reports it', async () => {
  const data = sampleOf('testimonials', ids, { isSample: false, attribution: 'Dana R.' }) as never
  const { id } = await cms.payload.create({ collection: 'testimonials', data })
  const body = { quote: 'Corrected.', _status: 'published' }
  expect((await cms.request('PATCH', `/api/testimonials/${id}`, { as: publisher, body })).status).toBe(200)
  expect((await cms.request('GET', `/api/testimonials/${id}`)).body).toMatchObject({ quote: 'Corrected.' })
  // Its consent is taken back: nothing may be published of it, and it stays until a person unpublishes it.
  const consented = await cms.request('POST', '/api/testimonials', {
    as: publisher,
    body: sampleOf('testimonials', ids, agreed),
  })
  const path = `/api/testimonials/${consented.body.doc.id}`
  const back = { as: publisher, body: { consent: false, _status: 'published' } }
  expect((await cms.request('PATCH', path, back)).status).toBe(400)
  expect((await cms.request('GET', path)).status).toBe(200)
  expect((await cms.request('PATCH', path, { as: publisher, body: { _status: 'draft' } })).status).toBe(200)
})

test('bulk publishing says which quote lacks consent, and publishes the others', async () => {
  const draft = async (changes: object) => {
    const body = sampleOf('testimonials', ids, { ...agreed, ...changes, _status: 'draft' })
    return (await cms.request('POST', '/api/testimonials?draft=true', { as: publisher, body })).body.doc.id
  }
  const [good, bad] = [await draft({}), await draft({ consent: false })]
  const body = { action: 'publish', ids: [good, bad] }
  const answer = await cms.request('POST', '/api/testimonials/bulk', { as: publisher, body })
  expect(JSON.stringify(answer.body)).toContain('No consent of the person')
  expect((await cms.request('GET', `/api/testimonials/${bad}`)).status).toBe(404)
})

test('a text does not name a partner that allows no name, and may name one that does', async () => {
  const partner = (name: string, fields: object) =>
    cms.request('POST', '/api/partners', {
      as: publisher,
      body: sampleOf('partners', ids, { name, agreementStatus: 'signed', mayUseName: true, ...fields }),
    })
  const naming = (text: string) => ({ answer: richText(paragraph(words(text))) })
  await partner('Hidden Pharmacy', { mayUseName: false })
  await partner('Lapsed Labs', { agreementExpires: addDays(today, 400) })
  expect(await refused('faqs', naming('You may work at HIDDEN  pharmacy.'))).toEqual({
    answer: expect.stringMatching(
      /^This names “Hidden Pharmacy”, a partner whose agreement does not allow it\./,
    ),
  })
  expect(await refused('faqs', naming('Ask at a hidden pharmacy-like shop, Unhidden Pharmacyx.'))).toEqual({
    answer: expect.anything(),
  })
  expect(await refused('faqs', naming('Ask at Unhidden Pharmacy.'))).toEqual({})
  expect(await refused('faqs', naming('Ask at Lapsed Labs.'))).toEqual({})
  await partner('Other Labs', { agreementStatus: 'expired' })
  expect(await refused('faqs', naming('Ask at Other Labs.'))).toHaveProperty('answer')
  expect(await refused('partners', { description: 'The Hidden Pharmacy in town' })).toHaveProperty(
    'description',
  )
})

test('the name of a partner whose agreement expired is not published, and a live one stays', async () => {
  const expired = { agreementStatus: 'signed', mayUseName: true, agreementExpires: addDays(today, -3) }
  expect(await refused('partners', expired)).toHaveProperty('agreementExpires')
  expect(await refused('partners', { ...expired, mayUseName: false })).toEqual({})
  const data = sampleOf('partners', ids, expired) as never
  const { id } = await cms.payload.create({ collection: 'partners', data })
  const body = { contactNotes: 'Call Sam.', _status: 'published' }
  expect((await cms.request('PATCH', `/api/partners/${id}`, { as: publisher, body })).status).toBe(200)
})

const approval = { body: 'Board of Examples', status: 'approved', reference: 'No. 7' }

test('an approval that expires within 60 days warns, one that expires later does not', async () => {
  const publish = (expires: string, headers = {}) =>
    cms.request('POST', '/api/courses', {
      as: publisher,
      headers,
      body: sampleOf('courses', ids, {
        slug: `of-${expires}`,
        code: 'NEW',
        approvals: [{ ...approval, expires }],
      }),
    })
  const soon = await publish(addDays(today, 50))
  expect(soon.status, JSON.stringify(soon.body)).toBe(422)
  expect(soon.body.errors[0].data.warnings).toMatchObject([
    { rule: 'expiring-approval', level: 'warns', field: 'approvals.0.expires' },
  ])
  const past = await publish(addDays(today, -5))
  expect(past.body.errors[0].data.warnings).toMatchObject([{ rule: 'expired-approval' }])
  const override = {
    'Override-Warnings': 'expiring-approval',
    'Override-Reason': 'The letter is on its way.',
  }
  expect((await publish(addDays(today, 50), override)).status).toBe(201)
  expect((await publish(addDays(today, 70))).status).toBe(201)
})

test('visitors get no evidence: its file waits, and its fields are for staff', async () => {
  const { id: evidence, filename } = await uploadWaiting(cms, publisher)
  const internal = { what: 'Certificate to operate', owner: publisher.id, evidence }
  const body = { approvals: [{ ...approval, ...internal }], _status: 'published' }
  const path = `/api/courses/${ids.courses}?depth=0`
  const { body: saved } = await cms.request('PATCH', path, { as: publisher, body })
  expect(saved.doc.approvals[0]).toMatchObject(internal)
  const { body: seen } = await cms.request('GET', path)
  expect(seen.approvals[0]).toMatchObject(approval)
  for (const name of Object.keys(internal)) expect(seen.approvals[0]).not.toHaveProperty(name)

  const ofSchool = await cms.request('POST', '/api/globals/disclosures', { as: publisher, body })
  expect(ofSchool.body.result.approvals[0]).toMatchObject({ what: 'Certificate to operate' })
  const { body: shown } = await cms.request('GET', '/api/globals/disclosures')
  expect(shown.approvals ?? []).toEqual([])
  expect((await cms.request('GET', `/api/media/${evidence}`)).status).toBe(404)
  expect([401, 403, 404]).toContain((await cms.request('GET', `/api/media/file/${filename}`)).status)
  const picture = await cms.request('GET', `/api/media/${evidence}`, { as: publisher })
  expect(picture.body.published).toBe(false)
})
