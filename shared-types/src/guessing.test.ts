import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { guessedLength, isGuessableSecret } from './guessing'
import { isGuessableWebhookSecret } from './webhook-signature'

/** Bytes that look random and are the same in each run. */
const bytes = (seed: number, length: number) =>
  Buffer.concat([0, 1].map((part) => createHash('sha256').update(`${seed} ${part}`).digest())).subarray(
    0,
    length,
  )

const bytesOf = (text: string) => `whsec_${Buffer.from(text).toString('base64')}`

test.each([
  ['a'.repeat(64), 1],
  ['abcabcabcabc', 1],
  ['x1y2x1y2x1y2', 4],
  ['1234567890123456', 1],
  ['fedcba987654', 2],
  ['qwertyuiopasdfghjkl', 2],
  ['1qaz2wsx3edc4rfv', 4],
  ['112233445566', 1],
  ['123456654321', 2],
  ['4f1c2a9be07d', 12],
])('of %s an attacker guesses %i characters', (text, length) => {
  expect(guessedLength(text, /password/gi)).toBe(length)
})

test('a word counts as one character, and the same word again not at all', () => {
  expect(guessedLength('xPassword!', /password/gi)).toBe(3)
  expect(guessedLength('passwordPASSWORD', /password/gi)).toBe(1)
})

test.each([
  '12345678123456781234567812345678',
  '1234567890123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'deadbeefdeadbeefdeadbeefdeadbeef',
  'qwertyuiopasdfghjklzxcvbnm1234567890',
  'changeme-changeme-changeme-changeme',
  'change-me-please-this-is-not-a-secret',
  'your-secret-here-your-secret-here-1234',
  'correct-horse-battery-staple-correct',
  'ThisIsAVeryLongSecretForTheProduction2026',
  'elephantumbrellakeyboardmountain',
  'ElephantUmbrellaKeyboardMountain2026',
  'MySecretPayloadKeyForTheCms123456',
  'super_secret_payload_key_do_not_share_1',
  'PAYLOAD_SECRET_PAYLOAD_SECRET_PAYLOAD',
  '00000000-0000-0000-0000-000000000000',
  'aabbccddeeffgghhiijjkkllmmnnooppqq',
])('the secret %s is easy to guess, also as the bytes of a webhook secret', (secret) => {
  expect(isGuessableSecret(secret)).toBe(true)
  expect(isGuessableWebhookSecret(bytesOf(secret))).toBe(true)
})

test('bytes in a row are easy to guess', () => {
  expect(isGuessableWebhookSecret(`whsec_${Buffer.alloc(32, 1).toString('base64')}`)).toBe(true)
  expect(isGuessableWebhookSecret(bytesOf('\x01\x02'.repeat(16)))).toBe(true)
})

test('no random secret is refused, in any of the usual spellings', () => {
  for (let seed = 0; seed < 2_000; seed++) {
    const secrets = [
      bytes(seed, 16).toString('hex'),
      bytes(seed, 32).toString('hex').toUpperCase(),
      bytes(seed, 24).toString('base64'),
      bytes(seed, 32).toString('base64url'),
    ]
    expect(secrets.filter(isGuessableSecret)).toEqual([])
    const webhook = [24, 32].map((length) => `whsec_${bytes(seed, length).toString('base64')}`)
    expect(webhook.filter(isGuessableWebhookSecret)).toEqual([])
  }
})
