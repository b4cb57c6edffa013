import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publisherSettings, readEnvironment } from 'publisher/settings'
import { afterAll, expect, test } from 'vitest'
import { readSettings } from '../bootstrap/env-file.mjs'
import { addresses } from '../bootstrap/ports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'publisher-settings-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const secret = { WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }

const production = {
  CMS_URL: 'https://cms.example',
  SITE_URL: 'https://school.example',
  SITE_DIR: 'data/site',
}

test.each<Record<string, string>>([
  {},
  { CMS_PORT: '3010', SITE_PORT: '4330', PUBLISHER_PORT: '4332' },
  {
    CMS_URL: 'http://localhost:3999',
    SITE_URL: 'http://127.0.0.1:4000/',
    PUBLISHER_URL: 'http://[::1]:5000',
  },
  { CMS_URL: 'http://localhost:3999', CMS_PORT: '3998' },
  { CMS_URL: 'http://cms.localhost', SITE_URL: 'http://school.localhost:80/path' },
  { ...production, SITE_URL: 'https://school.example:8443/', CMS_PORT: '3005' },
  { ...production, CMS_INTERNAL_URL: 'http://10.0.0.2:3000' },
  { CMS_URL: '', SITE_URL: '', PUBLISHER_URL: '', CMS_INTERNAL_URL: '', CMS_PORT: '' },
  { PUBLISHER_URL: 'http://127.0.0.1:4400', PUBLISHER_HOST: '0.0.0.0' },
  { PUBLISHER_URL: 'https://publisher.example:9000' },
])('with %j the publisher and the scripts find the same addresses', (settings) => {
  const { cms, site, publisher } = addresses(settings)
  expect(publisherSettings({ ...secret, ...settings })).toMatchObject({
    port: publisher.port,
    cmsUrl: settings.CMS_INTERNAL_URL || (cms.isLocal ? cms.local : cms.url),
    cmsPublicUrl: cms.url,
    siteUrl: site.url,
  })
})

test.each<Record<string, string>>([
  { CMS_PORT: '0' },
  { SITE_PORT: '65536' },
  { PUBLISHER_PORT: '80.5' },
  { CMS_URL: 'http://localhost:x' },
  { SITE_URL: 'school' },
])('with %j both refuse to start', (settings) => {
  const [name = ''] = Object.keys(settings)
  expect(() => addresses(settings)).toThrow(name)
  expect(() => publisherSettings({ ...secret, ...settings })).toThrow(name)
})

test.each<[Record<string, string>, string]>([
  [{ CMS_URL: 'http://cms.example' }, 'CMS_URL http://cms.example is not encrypted'],
  [{ SITE_URL: 'http://school.example' }, 'SITE_URL http://school.example is not encrypted'],
  [{ SITE_URL: 'http://localhost:4321' }, 'SITE_URL is not set to a public address'],
  [{ SITE_DIR: '' }, 'SITE_DIR is not set'],
  [
    { WEBHOOK_SECRET: `whsec_${Buffer.from('12345678'.repeat(4)).toString('base64')}` },
    'WEBHOOK_SECRET is easy to guess',
  ],
])('in production a publisher with %j does not start', (settings, problem) => {
  expect(() => publisherSettings({ ...secret, ...production })).not.toThrow()
  expect(() => publisherSettings({ ...secret, ...production, ...settings })).toThrow(problem)
})

test('the publisher and the scripts read the same .env, below the environment', () => {
  const file = join(folder, '.env')
  writeFileSync(
    file,
    `# A comment
TEST_PLAIN=file:./data/cms.db
export TEST_EXPORTED = spaced   # a comment
TEST_QUOTED="with # and spaces "
TEST_SINGLE='single "quotes"'
TEST_EMPTY=
TEST_EQUALS=whsec_abc+/=
not a setting
PATH=overruled
`,
  )
  expect(readEnvironment(file)).toEqual(readSettings(file))
  expect(readEnvironment(file)).toMatchObject({ TEST_QUOTED: 'with # and spaces ', PATH: process.env.PATH })
  expect(readEnvironment(file)).not.toHaveProperty('TEST_EMPTY')
})
