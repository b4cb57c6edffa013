import { expect, test } from 'vitest'
import { leakFinder } from './leaks'

const secrets = { PAYLOAD_SECRET: `a"b&c'${'d'.repeat(30)}`, SHORT: 'password' }

test.for([
  ['as it is', secrets.PAYLOAD_SECRET],
  ['in HTML', `a&quot;b&amp;c&#39;${'d'.repeat(30)}`],
  ['in HTML with numbers', `a&#34;b&#38;c&#39;${'d'.repeat(30)}`],
  ['in JSON', JSON.stringify(secrets.PAYLOAD_SECRET)],
  ['in an address', encodeURIComponent(secrets.PAYLOAD_SECRET)],
])('a secret is found %s, and only its name is returned', ([, text]) => {
  const find = leakFinder({ siteUrl: 'https://example.org', cmsUrls: [], secrets })
  expect(find(`<p>before ${text} after</p>`)).toBe('the secret PAYLOAD_SECRET')
})

test('a short secret, which is an ordinary word, is not looked for', () => {
  const find = leakFinder({ siteUrl: 'https://example.org', cmsUrls: [], secrets })
  expect(find('<p>Choose a good password.</p>')).toBeUndefined()
})

test.for<[string, string, string[], string | undefined]>([
  [
    'http://localhost:4321',
    'http://localhost:3000/admin',
    ['http://localhost:3000'],
    'the address of the CMS (http://localhost:3000)',
  ],
  ['http://localhost:4321', 'http://127.0.0.1:4321/blog/', ['http://localhost:3000'], undefined],
  ['http://localhost:4321', 'http://localhost:30001/', ['http://localhost:3000'], undefined],
  ['https://example.org', 'https://example.org/admin', ['https://example.org'], undefined],
  [
    'https://example.org',
    'HTTPS://CMS.EXAMPLE.ORG/admin',
    ['https://cms.example.org/'],
    'the address of the CMS (https://cms.example.org)',
  ],
  ['https://example.org', 'http://[::1]:3000/', [], 'an address of this computer (http://[::1]:3000)'],
  ['https://example.org', '"http://127.0.0.1/x"', [], 'an address of this computer (http://127.0.0.1)'],
])('on the site %s, the text %s with the CMS at %s leaks %s', ([siteUrl, text, cmsUrls, leak]) => {
  expect(leakFinder({ siteUrl, cmsUrls })(text)).toBe(leak)
})
