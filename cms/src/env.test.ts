import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readEnv } from './env'

const production = {
  CMS_URL: 'https://cms.school.example',
  SITE_URL: 'https://www.school.example',
  PAYLOAD_SECRET: '4f1c2a9be07d4b86a3c59d1e70f2b8c6',
  DATABASE_URL: 'mongodb://cms:correct-horse@db:27017/cms?replicaSet=rs0',
  WEBHOOK_SECRET: secretOf('webhooks'),
  MEDIA_DIR: 'data/media',
  TRUSTED_PROXIES: '1',
}

/** A secret that looks random. */
function secretOf(name: string) {
  return `whsec_${createHash('sha256').update(name).digest('base64')}`
}

/** A secret whose bytes are this text. */
function textSecret(text: string) {
  return `whsec_${Buffer.from(text).toString('base64')}`
}

const makeOne = 'Make one: echo "whsec_$(openssl rand -base64 32)"'

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
    TRUSTED_PROXIES: 0,
    targets: [{ kind: 'webhook', name: 'publisher', url: 'http://127.0.0.1:4322/webhook' }],
  })
  expect(env.MEDIA_DIR).toMatch(/\/data\/media$/)
})

test('a public address makes it a production server, with any NODE_ENV', () => {
  expect(readEnv({ NODE_ENV: 'production' }).isProduction).toBe(false)
  expect(readEnv({ ...production, NODE_ENV: 'development' }).isProduction).toBe(true)
})

test('one error lists every wrong setting', () => {
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
    'with a secret of digits in a row',
    { PAYLOAD_SECRET: '12345678123456781234567812345678' },
    'PAYLOAD_SECRET: easy to guess; 32 random characters are the least. Make one: openssl rand -hex 32',
  ],
  [
    'with a secret of words',
    { PAYLOAD_SECRET: 'please-change-me-before-production' },
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
    "SITE_URL: is http://localhost:4321, so links from the admin to the site would lead nowhere. CMS_URL is https://cms.school.example, so this is a production server. Set it to the site's public address.",
  ],
  [
    'for a site without encryption',
    { SITE_URL: 'http://www.school.example' },
    'SITE_URL: http://www.school.example is not encrypted; what visitors read could be changed on the way. Use https.',
  ],
  [
    'without a folder for the uploads',
    { MEDIA_DIR: undefined },
    'MEDIA_DIR: not set, and the default data/media is lost with a container. CMS_URL is https://cms.school.example, so this is a production server. Set it to the place of the uploads that stays, also if that is the default.',
  ],
  [
    'without a database',
    { DATABASE_URL: undefined },
    'DATABASE_URL: not set, and the default file:./data/cms.db is lost with a container. CMS_URL is https://cms.school.example, so this is a production server. Set it to the place of the database that stays, also if that is the default.',
  ],
  [
    'behind an unknown number of proxies',
    { TRUSTED_PROXIES: undefined },
    'TRUSTED_PROXIES: not set, so all users behind your proxy would share one limit of sign-ins. Set it to the number of your own proxies in front of the CMS: 1 for one TLS proxy, 0 for none.',
  ],
  [
    'on a MongoDB without a replica set',
    { DATABASE_URL: 'mongodb://db:27017/cms' },
    'DATABASE_URL: names no replica set, and without one MongoDB has no transactions. Add ?replicaSet=rs0, and start mongod with --replSet rs0.',
  ],
  [
    'without a secret for webhooks',
    { WEBHOOK_SECRET: undefined },
    `WEBHOOK_SECRET: not set, and the default is public. CMS_URL is https://cms.school.example, so this is a production server. ${makeOne}`,
  ],
  [
    'with a webhook secret of one letter',
    { WEBHOOK_SECRET: textSecret('a'.repeat(40)) },
    `WEBHOOK_SECRET: easy to guess; 24 random bytes are the least. ${makeOne}`,
  ],
  [
    'with a webhook secret that signs sessions too',
    { WEBHOOK_SECRET: textSecret(production.PAYLOAD_SECRET) },
    `WEBHOOK_SECRET: is PAYLOAD_SECRET too; each secret has one use. ${makeOne}`,
  ],
  [
    'with a webhook secret of the same bytes as the other one',
    { PAYLOAD_SECRET: Buffer.from(production.WEBHOOK_SECRET.slice(6), 'base64').toString('hex') },
    `WEBHOOK_SECRET: is PAYLOAD_SECRET too; each secret has one use. ${makeOne}`,
  ],
  [
    'with a webhook secret that is the database’s password too',
    { DATABASE_URL: `mongodb://cms:${encodeURIComponent(production.WEBHOOK_SECRET)}@db/cms?replicaSet=rs0` },
    `WEBHOOK_SECRET: is the password of DATABASE_URL too; each secret has one use. ${makeOne}`,
  ],
  [
    'with a previous secret that is the present one',
    { WEBHOOK_SECRET_PREVIOUS: production.WEBHOOK_SECRET },
    `WEBHOOK_SECRET_PREVIOUS: is WEBHOOK_SECRET too; each secret has one use. ${makeOne}`,
  ],
  [
    'with one secret for the publisher and for CI',
    { GITHUB_REPORT_SECRET: production.WEBHOOK_SECRET },
    `GITHUB_REPORT_SECRET: is WEBHOOK_SECRET too; each secret has one use. ${makeOne}`,
  ],
  [
    'with a publisher on another computer without encryption',
    { PUBLISHER_URL: 'http://publisher.school.example:4322' },
    'PUBLISHER_URL: http://publisher.school.example:4322 is not encrypted, and not this computer. Use https.',
  ],
  [
    'with another target without encryption',
    {
      WEBHOOK_TARGETS: JSON.stringify([
        {
          name: 'search',
          url: 'http://search.example/hook?key=1',
          secret: secretOf('search'),
        },
      ]),
    },
    'WEBHOOK_TARGETS, search: http://search.example is not encrypted, and not this computer. Use https.',
  ],
])('a production server does not start %s', ([, changes, message]) => {
  expect(problems(production)).toEqual([])
  expect(problems({ ...production, ...changes })).toEqual([message])
})

test('no secret is ever in an error', () => {
  expect(problems({ ...production, PAYLOAD_SECRET: 'battery-staple' }).join()).not.toContain('staple')
  for (const wrong of [
    { WEBHOOK_SECRET: 'whsec_staple' },
    { WEBHOOK_TARGETS: '{ "secret": "staple' },
    { WEBHOOK_TARGETS: '[{ "name": "a", "url": "http://a.example", "secret": "staple" }]' },
    { GITHUB_DISPATCH_TOKEN: 'staple staple' },
  ]) {
    const found = problems({ ...production, ...wrong })
    expect(found).toHaveLength(1)
    expect(found.join()).not.toContain('staple')
  }
})

test('the targets are the publisher, GitHub when there is a token, and the listed ones', () => {
  const search = {
    name: 'search',
    url: 'https://search.example/hook',
    secret: secretOf('of the search index'),
  }
  const settings = {
    PUBLISHER_URL: 'http://127.0.0.1:5000/',
    WEBHOOK_SECRET: secretOf('a secret of this very test'),
    WEBHOOK_SECRET_PREVIOUS: secretOf('an older secret of the test'),
    GITHUB_REPOSITORY: 'school/site',
    GITHUB_DISPATCH_TOKEN: 'ghp_abc',
    GITHUB_REPORT_SECRET: secretOf('what the workflow signs with'),
    WEBHOOK_TARGETS: JSON.stringify([{ ...search, secret: secretOf('search') }]),
  }
  const env = readEnv(settings)
  expect(env.targets).toEqual([
    {
      kind: 'webhook',
      name: 'publisher',
      url: 'http://127.0.0.1:5000/webhook',
      secret: settings.WEBHOOK_SECRET,
    },
    {
      kind: 'github',
      name: 'github',
      url: 'https://api.github.com/repos/school/site/dispatches',
      token: 'ghp_abc',
    },
    { kind: 'webhook', ...search, secret: secretOf('search') },
  ])
  expect(env.reportSecrets).toEqual({
    publisher: [settings.WEBHOOK_SECRET, settings.WEBHOOK_SECRET_PREVIOUS],
    github: [settings.GITHUB_REPORT_SECRET],
    search: [secretOf('search')],
  })
  expect(readEnv({ GITHUB_REPOSITORY: 'school/site', PUBLISHER_URL: 'none' }).targets).toEqual([])
  expect(readEnv({ PUBLISHER_URL: '' }).targets).toEqual([])
})

test.for<[string, Record<string, string>, string]>([
  ['a token for no repository', { GITHUB_DISPATCH_TOKEN: 'ghp_abc' }, 'GITHUB_REPOSITORY: not set'],
  ['a secret of few bytes', { WEBHOOK_SECRET: textSecret('short') }, 'WEBHOOK_SECRET: must be whsec_'],
  [
    'a target that is called like the publisher',
    { WEBHOOK_TARGETS: JSON.stringify([target('publisher')]) },
    'WEBHOOK_TARGETS.0.name: must not be publisher or github',
  ],
  [
    'a target with a password in its address',
    { WEBHOOK_TARGETS: JSON.stringify([{ ...target('search'), url: 'https://me:staple@search.example/' }]) },
    'WEBHOOK_TARGETS.0.url: must not hold a name or a password',
  ],
  [
    'two targets of one name',
    { WEBHOOK_TARGETS: JSON.stringify([target('search'), target('search')]) },
    'WEBHOOK_TARGETS: names a target twice',
  ],
])('%s is refused', ([, settings, message]) => {
  expect(problems(settings)).toEqual([expect.stringContaining(message)])
})

function target(name: string) {
  return { name, url: 'https://search.example/hook', secret: secretOf('search') }
}

test('no proxy is a valid number of proxies, and on a laptop nothing needs to be said', () => {
  expect(readEnv({ ...production, TRUSTED_PROXIES: '0' }).TRUSTED_PROXIES).toBe(0)
  expect(problems({ CMS_URL: 'https://cms.localhost' })).toEqual([
    expect.stringContaining('TRUSTED_PROXIES: not set'),
  ])
})
