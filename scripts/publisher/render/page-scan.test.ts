import { createHash } from 'node:crypto'
import { leakFinder } from 'shared-types'
import { expect, test } from 'vitest'
import { createRecordInterner } from './page-records'
import { createPageScanner } from './page-scan'

const siteUrl = 'https://www.example.org'
const scan = createPageScanner({
  siteUrl,
  findLeak: leakFinder({ siteUrl, cmsUrls: ['https://cms.example.org'] }),
})
const whole = (inside: string) => `<!doctype html><html><head></head><body>${inside}</body></html>`
const scanHtml = (inside: string, path = '/blog/dea/') =>
  scan({ path, file: `${path.slice(1)}index.html` }, whole(inside))
const policyHash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

test.for<[string, string[], string[]]>([
  ['<a href="/courses/">', ['/courses/'], []],
  ['<a href="/courses?from=x#top">', ['/courses/'], []],
  ['<a href="/a/">1</a><a href="/a/#b">2</a><A HREF=/a/>', ['/a/'], []],
  [`<a href="${siteUrl}/courses/">`, ['/courses/'], []],
  [`<a href="${siteUrl}">`, ['/'], []],
  ['<a href="../next/">', ['/blog/next/'], []],
  [
    '<a href="#part"><a href="mailto:a@b.c"><a href="tel:+1"><a href="https://x.example/a/"><a href="//x.example/a/">',
    [],
    [],
  ],
  ['<a href="/old.php?x=1&amp;y=2">', ['/old.php'], []],
  ['<a href="/caf%C3%A9/">', ['/café/'], []],
  ['<a href="/broken/%E0%A4%A/">', ['/broken/%E0%A4%A/'], []],
  ['<form action="/apply/"><button formaction="/save/">', ['/apply/', '/save/'], []],
  [
    '<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/_astro/a.css">',
    ['/favicon.svg'],
    ['/_astro/a.css'],
  ],
  ['<script type="module" src="/_astro/a.js"></script>', [], ['/_astro/a.js']],
  [
    '<img src="/media/a.jpg" srcset="/media/a%20b.avif 480w,\n /media/c.avif 800w">',
    [],
    ['/media/a.jpg', '/media/a b.avif', '/media/c.avif'],
  ],
  [
    '<link rel="preload" imagesrcset="/media/a.avif 1x, /media/b.avif 2x">',
    [],
    ['/media/a.avif', '/media/b.avif'],
  ],
  ['<video poster="/media/p.jpg"><source src="/media/v.mp4"></video>', [], ['/media/p.jpg', '/media/v.mp4']],
  [`<meta property="og:image" content="${siteUrl}/media/a.jpg">`, [], ['/media/a.jpg']],
  ['<meta name="description" content="/not/an/address/">', [], []],
  ['<meta http-equiv="refresh" content="0; url=/new/">', ['/new/'], []],
  [
    '<astro-island component-url="/_astro/F.js" renderer-url="/_astro/c.js" props="{&quot;href&quot;:[0,&quot;/courses/x/&quot;],&quot;t&quot;:[0,&quot;/and/or/&quot;]}">',
    ['/courses/x/'],
    ['/_astro/F.js', '/_astro/c.js'],
  ],
  [
    `<script type="application/ld+json">{"@id":"${siteUrl}/#school","image":["${siteUrl}/media/a.jpg"],"item":{"url":"${siteUrl}/c/"},"text":"${siteUrl}/typed/"}</script>`,
    ['/', '/c/'],
    ['/media/a.jpg'],
  ],
  ['<svg><use href="#scrub"></use></svg><!-- <a href="/hidden/"> -->', [], []],
  ['<script>const x = \'<a href="/no/">\'</script>', [], []],
])('in %s the links and the assets are found', ([html, links, assets]) => {
  expect(scanHtml(html)).toMatchObject({ links, assets })
})

test('inline scripts and styles are hashed as a browser does; data and files are not', () => {
  const script = 'if (a < b && c > d) run("</div>")\n'
  const style = 'a > b { content: "<" }'
  const found = scanHtml(
    `<script>${script}</script><script type="module">m()</script><style>${style}</style><script>${script}</script>` +
      '<script type="application/ld+json">{"@type":"Thing"}</script><script src="/_astro/a.js"></script>',
  )
  expect(found.scripts).toEqual([policyHash(script), policyHash('m()')])
  expect(found.styles).toEqual([policyHash(style)])
})

test('a scan survives JSON, and a page without a fault has no flaws', () => {
  const found = scanHtml('<a href="/courses/">Courses</a>')
  expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  expect(found).not.toHaveProperty('flaws')
  const record = { page: { path: '/a/', file: 'a/index.html', kind: 'posts' }, scan: found, dependencies: [] }
  expect(createRecordInterner()(record)).toEqual(record)
})

test.for<[string, string, string, string[] | undefined]>([
  ['an empty page', 'a.html', ' \n', ['is empty']],
  ['half a page', 'a.html', '<!doctype html><html><body><p>Some', ['ends in the middle']],
  ['a whole page', 'a.html', '<html></html>\n', undefined],
  [
    'a page with the address of the CMS',
    'a.html',
    whole('<img src="https://cms.example.org/a.jpg">'),
    ['shows the address of the CMS (https://cms.example.org)'],
  ],
  [
    'a page with an address of this computer',
    'a.html',
    whole('http://localhost:3000/x'),
    ['shows an address of this computer (http://localhost:3000)'],
  ],
  [
    'broken structured data',
    'a.html',
    whole('<script type="application/ld+json">{</script>'),
    ['has structured data that is no JSON'],
  ],
  ['half a list', 'a.xml', '<urlset><url><loc>', ['ends in the middle']],
  ['a whole list', 'a.xml', '<urlset></urlset>\n', undefined],
  [
    'a feed with a control character',
    'a.xml',
    '<rss>Flu\u000bseason</rss>',
    ['is not well-formed XML (line and column 1:9: disallowed character.)'],
  ],
  [
    'a feed with an ampersand',
    'a.xml',
    '<rss><link>/a/?b&c</link></rss>',
    ['is not well-formed XML (line and column 1:31: unclosed tag: link)'],
  ],
  ['half a map', 'a.json', '{"/a/":', ['is no JSON']],
  ['an empty text', 'robots.txt', '', ['is empty']],
  ['half a calendar', 'a.ics', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n', ['ends in the middle']],
  ['a whole calendar', 'a.ics', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n', undefined],
])('%s: its flaws are found', ([, file, text, flaws]) => {
  expect(scan({ path: `/${file}`, file }, text).flaws).toEqual(flaws)
})

test('a site on localhost may contain its own address, but never that of the CMS', () => {
  const local = 'http://localhost:4321'
  const scanLocal = createPageScanner({
    siteUrl: local,
    findLeak: leakFinder({ siteUrl: local, cmsUrls: ['http://localhost:3000'] }),
  })
  const page = { path: '/', file: 'index.html' }
  expect(scanLocal(page, whole(`<a href="${local}/courses/">`))).toMatchObject({ links: ['/courses/'] })
  expect(scanLocal(page, whole(`<a href="${local}/courses/">`)).flaws).toBeUndefined()
  expect(scanLocal(page, whole('http://localhost:3000/admin')).flaws).toHaveLength(1)
})

test.for<[string, string, string[]]>([
  [
    'sitemap.xml',
    `<sitemapindex><sitemap><loc>${siteUrl}/sitemap-pages.xml</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>`,
    ['/sitemap-pages.xml'],
  ],
  [
    'sitemap-pages.xml',
    `<urlset><url><loc>${siteUrl}/a/</loc><lastmod>2026-01-01</lastmod></url>\n<url><loc>${siteUrl}/b/?x&amp;y</loc></url></urlset>`,
    ['/a/', '/b/'],
  ],
  [
    'rss.xml',
    `<rss><channel><link>${siteUrl}/</link><item><guid isPermaLink="true">${siteUrl}/blog/a/</guid><description>See ${siteUrl}/typed/.</description></item></channel></rss>`,
    ['/', '/blog/a/'],
  ],
  ['redirects.json', '{"/old/":"/new/","/away/":"https://x.example/"}', ['/new/']],
  [
    'start-dates.ics',
    `BEGIN:VCALENDAR\r\nURL:${siteUrl}/start-dates/\r\nURL:${siteUrl}/courses/phle\r\n botomy/\r\nDESCRIPTION:${siteUrl}/typed/\r\nEND:VCALENDAR\r\n`,
    ['/start-dates/', '/courses/phlebotomy/'],
  ],
  ['site.webmanifest', '{"name":"/N/","short_name":"/n","description":"/d/","start_url":"/"}', ['/']],
  ['site.webmanifest', '{"start_url":"/","icons":[{"src":"/icon-192.png"}]}', ['/', '/icon-192.png']],
  ['robots.txt', `User-agent: *\nAllow: /\n\nSitemap: ${siteUrl}/sitemap.xml\n`, ['/sitemap.xml']],
])('in %s the pages are found', ([file, text, links]) => {
  expect(scan({ path: `/${file}`, file }, text)).toMatchObject({ links, assets: [] })
})

test('a picture has no links, and one that is not whole has a flaw', () => {
  const card = { path: '/card.png', file: 'card.png' }
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  expect(scan(card, png)).toEqual({ links: [], assets: [], scripts: [], styles: [] })
  for (const bytes of [png.subarray(0, -5), Buffer.from('<html>'), Buffer.alloc(0)]) {
    expect(scan(card, bytes).flaws).toEqual(['is no picture'])
  }
})
