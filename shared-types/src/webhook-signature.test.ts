import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test, vi } from 'vitest'
import { WebhookSecretSchema, signWebhook, verifyWebhook } from './webhook-signature'

const secretOf = (bytes: number, fill = 7) => `whsec_${Buffer.alloc(bytes, fill).toString('base64')}`
const current = secretOf(32, 1)
const previous = secretOf(32, 2)
const secrets = { publisher: [current, previous], github: [secretOf(32, 3)] }
const text = '{"type":"content.changed","name":"Zoë"}'
const body = Buffer.from(text)
const minute = 60_000

afterEach(() => vi.useRealTimers())

test('a message is signed as Standard Webhooks says', () => {
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
  const sentAt = new Date(1614265330_000)
  // The example of https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  expect(
    signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '{"test": 2432232314}', { id, sentAt }),
  ).toEqual({
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('the sender is the one whose current or previous secret fits', () => {
  vi.useFakeTimers({ now: new Date('2026-03-02T12:00:00.000Z') })
  const sentAt = new Date('2026-03-02T12:00:00.000Z')
  for (const [sender, secret] of [
    ['publisher', current],
    ['publisher', previous],
    ['github', secretOf(32, 3)],
  ] as const) {
    const headers = signWebhook(secret, text, { id: 'one' })
    const verified = { sender, id: 'one', sentAt }
    expect(verifyWebhook(secrets, headers, body)).toEqual(verified)
    expect(verifyWebhook(secrets, new Headers(headers), body)).toEqual(verified)
  }
})

test('each message has an id of its own', () => {
  const ids = Array.from({ length: 10 }, () => signWebhook(current, text)['webhook-id'])
  expect(new Set(ids).size).toBe(10)
})

const problemOf = (headers: Record<string, string | string[] | undefined>, bytes: Uint8Array = body) => {
  const verified = verifyWebhook(secrets, headers, bytes)
  return 'problem' in verified ? verified.problem : undefined
}
const signed = (secret = current, sentAt = new Date()) => signWebhook(secret, text, { sentAt })

test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('%s must be sent, once', (name) => {
  expect(problemOf({ ...signed(), [name]: undefined })).toMatch(/^It has no signature\./)
  expect(problemOf({ ...signed(), [name]: ['one', 'two'] })).toMatch(/^It has no signature\./)
})

test.each([
  ['an id with spaces', { 'webhook-id': 'an id' }],
  ['an empty id', { 'webhook-id': '' }],
  ['an id of 129 characters', { 'webhook-id': 'x'.repeat(129) }],
  ['a timestamp with a fraction', { 'webhook-timestamp': `${Math.floor(Date.now() / 1000)}.0` }],
  ['a timestamp in ms', { 'webhook-timestamp': String(Date.now()) }],
  ['a signature without a version', { 'webhook-signature': signed()['webhook-signature'].slice(3) }],
  ['an empty signature', { 'webhook-signature': ' ' }],
  [
    'a list that is too long',
    { 'webhook-signature': Array(50).fill(signed()['webhook-signature']).join(' ') },
  ],
])('%s is malformed', (_, headers) => {
  expect(problemOf({ ...signed(), ...headers })).toMatch(/^Its headers or its body are malformed\./)
})

test('a body that is not UTF-8 is malformed, also when its text fits the signature', () => {
  const bytes = Buffer.from([...body.subarray(0, -1), 0xff, 0x7d])
  expect(problemOf(signWebhook(current, bytes.toString()), bytes)).toMatch(/^Its headers or its body/)
})

test('a byte order mark is part of what is signed', () => {
  const marked = Buffer.from(`\uFEFF${text}`)
  expect(problemOf(signed(), marked)).toMatch(/^No secret fits/)
  expect(problemOf(signWebhook(current, marked.toString()), marked)).toBeUndefined()
})

test('one fitting signature among several is enough, so that a sender can rotate its secret', () => {
  const headers = signed()
  const both = `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`
  expect(problemOf({ ...headers, 'webhook-signature': both })).toBeUndefined()
})

test.each([
  ['of another version before it', (right: string) => `v2,${'A'.repeat(43)}= ${right}`],
  ['of another version after it', (right: string) => `${right} v1a,${'A'.repeat(88)}`],
  ['of other versions and shapes', (right: string) => `v0,short ${right} v99.beta,a-b_c~!`],
  ['five wrong ones before it', (right: string) => `${`v1,${'A'.repeat(43)}= `.repeat(5)}${right}`],
  ['wrong ones of other lengths', (right: string) => `v1,AAAA v1,${'A'.repeat(300)} ${right}`],
])('the right signature is enough beside others: %s', (_, listOf) => {
  const headers = signed()
  expect(problemOf({ ...headers, 'webhook-signature': listOf(headers['webhook-signature']) })).toBeUndefined()
})

test('signatures of unknown versions alone do not fit, however right they are', () => {
  const headers = signed()
  const others = headers['webhook-signature'].replace('v1,', 'v2,')
  expect(problemOf({ ...headers, 'webhook-signature': others })).toMatch(/^No secret fits its signature\./)
})

test('another secret, id, time or body does not fit the signature', () => {
  const headers = signed()
  expect(problemOf(signed(secretOf(32, 9)))).toMatch(/^No secret fits its signature\./)
  expect(problemOf({ ...headers, 'webhook-id': 'another' })).toMatch(/^No secret fits/)
  expect(
    problemOf({ ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) }),
  ).toMatch(/^No secret fits/)
  expect(problemOf(headers, body.subarray(1))).toMatch(/^No secret fits/)
})

test.each([current, previous])(
  'more than five minutes old or ahead is refused, whichever secret signed',
  (secret) => {
    vi.useFakeTimers({ now: new Date('2026-03-02T12:00:00.000Z') })
    const at = (offsetMs: number) => problemOf(signed(secret, new Date(Date.now() + offsetMs)))
    expect(at(-5 * minute)).toBeUndefined()
    expect(at(5 * minute)).toBeUndefined()
    expect(at(-5 * minute - 1000)).toMatch(/^It is more than five minutes old or ahead\./)
    expect(at(5 * minute + 1000)).toMatch(/^It is more than five minutes old or ahead\./)
  },
)

test('a secret has at least 24 bytes, as its message says', () => {
  for (const bytes of [24, 25, 31, 32, 33, 64]) {
    const secret = secretOf(bytes)
    expect(WebhookSecretSchema.parse(secret)).toBe(secret)
    expect(problemOfSecret(secret.replaceAll('=', ''))).toBeUndefined()
    expect(new Webhook(secret).sign('one', new Date(), text)).toMatch(/^v1,/)
  }
  const problem = /^must be whsec_ and the base64 of at least 24 bytes\./
  for (const bytes of [0, 1, 22, 23]) expect(problemOfSecret(secretOf(bytes))).toMatch(problem)
  expect(problemOfSecret(secretOf(32).slice(6))).toMatch(problem)
  expect(problemOfSecret(`${secretOf(32)}\n`)).toMatch(problem)
  expect(problemOfSecret(undefined)).toBe('is not set')
})

const problemOfSecret = (secret: unknown) => WebhookSecretSchema.safeParse(secret).error?.issues[0]?.message
