import { expect, test } from 'vitest'
import { readEnv } from './env'

const production = {
  CMS_URL: 'https://cms.school.example',
  SITE_URL: 'https://www.school.example',
  PAYLOAD_SECRET: '4f1c2a9be07d4b86a3c59d1e70f2b8c6',
  DATABASE_URL: 'mongodb://cms:correct-horse@db:27017/cms?replicaSet=rs0',
}

/** What readEnv throws, without the line that says where settings come from. */
function problems(source: Record<string, string | undefined>): string[] {
  try {
    readEnv(source)
  } catch (error) {
    const [first, ...lines] = (error as Error).message.split('\n')
    expect(first).toMatch(/^The CMS cannot start: \d+ of its settings/)
    expect(lines.pop()).toMatch(/^Settings come from the environment and from .*\.env\.$/)
    return lines.map((line) => line.trim())
  }
  return []
}

test('nothing needs to be set on a laptop', () => {
  const env = readEnv({ SITE_URL: '' })
  expect(env).toMatchObject({
    DATABASE_URL: 'file:./data/cms.db',
    CMS_URL: 'http://localhost:3000',
    isProduction: false,
    trustedOrigins: ['http://localhost:3000', 'http://localhost:4321'],
  })
  expect(env.MEDIA_DIR).toMatch(/\/data\/media$/)
})

test('a public address makes it a production server, whatever NODE_ENV says', () => {
  expect(readEnv({ NODE_ENV: 'production' }).isProduction).toBe(false)
  expect(readEnv({ ...production, NODE_ENV: 'development' }).isProduction).toBe(true)
})

test('everything wrong is listed in one error', () => {
  expect(
    problems({ CMS_URL: 'cms', SITE_URL: 'https://school.example/blog', DATABASE_URL: 'postgres://db' }),
  ).toEqual([
    'DATABASE_URL: must start with file: or mongodb://',
    'CMS_URL: is not an address like https://cms.example.org',
    'SITE_URL: must be an origin only: no path, no query',
  ])
})

test.for<[string, Record<string, string | undefined>, string]>([
  [
    'without a secret',
    { PAYLOAD_SECRET: undefined },
    'PAYLOAD_SECRET: not set, and the default is public. CMS_URL is https://cms.school.example, so this is a production server. Make one: openssl rand -hex 32',
  ],
  [
    'with the default secret',
    { PAYLOAD_SECRET: 'only-for-a-laptop-and-known-to-everybody' },
    'PAYLOAD_SECRET: not set, and the default is public. CMS_URL is https://cms.school.example, so this is a production server. Make one: openssl rand -hex 32',
  ],
  [
    'with a short secret',
    { PAYLOAD_SECRET: 'battery-staple' },
    'PAYLOAD_SECRET: easy to guess; 32 random characters are the least. Make one: openssl rand -hex 32',
  ],
  [
    'with a secret of one letter',
    { PAYLOAD_SECRET: 'a'.repeat(40) },
    'PAYLOAD_SECRET: easy to guess; 32 random characters are the least. Make one: openssl rand -hex 32',
  ],
  [
    'with a secret that is the database’s password too',
    { DATABASE_URL: `mongodb://cms:${production.PAYLOAD_SECRET}@db/cms?replicaSet=rs0` },
    'PAYLOAD_SECRET: is the password of DATABASE_URL too; each secret has one use. Make one: openssl rand -hex 32',
  ],
  [
    'without encryption',
    { CMS_URL: 'http://cms.school.example' },
    'CMS_URL: http://cms.school.example is not encrypted; passwords would travel in the open. Use https.',
  ],
  [
    'without a public site',
    { SITE_URL: undefined },
    "SITE_URL: is http://localhost:4321, so the list of origins that may call the CMS (csrf) holds no public site. CMS_URL is https://cms.school.example, so this is a production server. Set it to the site's public address.",
  ],
  [
    'on a MongoDB without a replica set',
    { DATABASE_URL: 'mongodb://db:27017/cms' },
    'DATABASE_URL: names no replica set, and without one MongoDB has no transactions. Add ?replicaSet=rs0, and start mongod with --replSet rs0.',
  ],
])('a production server does not start %s', ([, changes, message]) => {
  expect(problems(production)).toEqual([])
  expect(problems({ ...production, ...changes })).toEqual([message])
})

test('no secret is ever in an error', () => {
  expect(problems({ ...production, PAYLOAD_SECRET: 'battery-staple' }).join()).not.toContain('staple')
})
