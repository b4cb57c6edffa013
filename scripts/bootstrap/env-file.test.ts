import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { completeEnvFile, parseEnv, settings } from './env-file.mjs'

const folder = mkdtempSync(join(tmpdir(), 'env-file-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a new file has every setting, a random secret, and only its owner can read it', () => {
  const [one, other] = [join(folder, 'one'), join(folder, 'other')]
  expect(completeEnvFile(one)).toEqual(settings.map(({ name }) => name))
  completeEnvFile(other)
  expect(statSync(one).mode & 0o777).toBe(0o600)
  for (const name of ['PAYLOAD_SECRET', 'WEBHOOK_SECRET']) {
    const secret = parseEnv(readFileSync(one, 'utf8'))[name] ?? ''
    expect(secret.length).toBeGreaterThanOrEqual(32)
    expect(secret).not.toBe(parseEnv(readFileSync(other, 'utf8'))[name])
  }
  expect(parseEnv(readFileSync(one, 'utf8')).WEBHOOK_SECRET).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
})

test('what is there stays as it is, and what is missing is added', () => {
  const file = join(folder, 'partial')
  writeFileSync(file, '# mine\nPAYLOAD_SECRET="keep # me"\nSITE_URL=')
  expect(completeEnvFile(file)).toEqual([
    'DATABASE_URL',
    'CMS_URL',
    'MEDIA_DIR',
    'WEBHOOK_SECRET',
    'PUBLISHER_URL',
    'SITE_DIR',
  ])
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(/^# mine\nPAYLOAD_SECRET="keep # me"\nSITE_URL=\n/)
  expect(parseEnv(text)).toMatchObject({ PAYLOAD_SECRET: 'keep # me', SITE_URL: '', MEDIA_DIR: 'data/media' })
  expect(completeEnvFile(file)).toEqual([])
})

test('in production no place for data is made up', () => {
  const file = join(folder, 'production')
  vi.stubEnv('CMS_URL', '')
  writeFileSync(file, 'CMS_URL=https://cms.school.example\n')
  expect(completeEnvFile(file)).toEqual(['PAYLOAD_SECRET', 'SITE_URL', 'WEBHOOK_SECRET', 'PUBLISHER_URL'])
})
