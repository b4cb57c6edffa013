import { expect, test } from 'vitest'
import { collectionSchemas, type CollectionSlug, globalSchemas } from '../collections'
import { block, documentLink, paragraph, richText, typedLink, words } from '../../test/rich-text'
import { sampleDocument } from '../../test/sample-documents'
import { checkDocument } from './document'
import { leakFinder } from './leaks'
import type { LiveContent } from './live-content'
import type { ContentSlug } from './references'

const siteUrl = 'https://www.example.org'
const cmsUrls = ['https://cms.example.org']

/** Content in which everything is live; tests replace parts of it. */
const everything: LiveContent = {
  siteUrl,
  isLive: () => true,
  pageOf: () => '/blog/target/',
  pageAt: (path) =>
    path === '/blog/target/' ? { slug: 'posts', id: 'target', title: 'The target' } : undefined,
  redirectAt: () => undefined,
  isFile: (path) => path === '/media/form.pdf',
  findLeak: leakFinder({ siteUrl, cmsUrls }),
}
const without = (...slugs: CollectionSlug[]): LiveContent => ({
  ...everything,
  isLive: (slug) => !slugs.includes(slug),
})

/** The parsed sample of a collection, with some fields changed. */
const sample = (slug: CollectionSlug, fields: Record<string, unknown> = {}): unknown =>
  collectionSchemas[slug].parse(sampleDocument(slug, fields))

const menu = (link: Record<string, unknown>) => globalSchemas.header.parse({ links: [{ link }] })

const messages = (slug: ContentSlug, document: unknown, live = everything) =>
  checkDocument({ slug, id: 'self', document }, live).map(
    ({ rule, field, message }) => `${rule} ${field}: ${message}`,
  )

const readMore = {
  body: richText(paragraph(words('You may '), documentLink('read more about DEA numbers', 'posts', 'x'))),
}

test.for(Object.keys(collectionSchemas) as CollectionSlug[])('the sample of %s has no problem', (slug) => {
  expect(messages(slug, sample(slug))).toEqual([])
})

test.for<[string, ContentSlug, unknown, LiveContent, string]>([
  [
    'a link in a text',
    'posts',
    sample('posts', readMore),
    without('posts'),
    'link body: This text links to a post that is not published (“read more about DEA numbers”). Publish that post first, or remove the link.',
  ],
  [
    'a link in a callout in a text',
    'posts',
    sample('posts', {
      body: richText(
        block('callout', {
          tone: 'tip',
          body: richText(paragraph(documentLink('the lab', 'externships', 'x'))),
        }),
      ),
    }),
    without('externships'),
    'link body: This text links to an externship that is not published (“the lab”). Publish that externship first, or remove the link.',
  ],
  [
    'a call to action in a text',
    'faqs',
    sample('faqs', {
      answer: richText(
        block('callToAction', {
          heading: 'Go',
          link: { label: 'See it', kind: 'document', document: { relationTo: 'pages', value: 'x' } },
        }),
      ),
    }),
    without('pages'),
    'link answer: This text links to a page that is not published (“See it”). Publish that page first, or remove the link.',
  ],
  [
    'a menu',
    'header',
    menu({ label: 'Tuition', kind: 'document', document: { relationTo: 'pages', value: 'x' } }),
    without('pages'),
    'link links.0.link.document: The link “Tuition” leads to a page that is not published. Publish that page first, or remove the link.',
  ],
  [
    'a call to action of a page',
    'pages',
    sample('pages'),
    without('courses'),
    'link layout.5.link.document: The link “Phlebotomy” leads to a course that is not published. Publish that course first, or remove the link.',
  ],
  [
    'a list of related documents',
    'posts',
    sample('posts'),
    without('courses'),
    'link relatedCourses: This list names a course that is not published. Publish that course first, or remove it from the list.',
  ],
  [
    'a redirect',
    'redirects',
    sample('redirects'),
    without('courses'),
    'link document: This redirect leads to a course that is not published. Publish that course first, or choose where else it leads.',
  ],
  [
    'a picture',
    'posts',
    sample('posts'),
    without('media'),
    'image hero: The picture of this field is not there any more: it was deleted or is in the trash. Choose another one, or leave the field empty.',
  ],
  [
    'a picture in a text',
    'posts',
    sample('posts', { hero: null, body: richText({ type: 'upload', relationTo: 'media', value: 'x' }) }),
    without('media'),
    'image body: This text shows a picture or file that is not there any more: it was deleted or is in the trash. Restore it, or take it out of the text.',
  ],
  [
    'what the site can leave out',
    'cohorts',
    sample('cohorts'),
    without('courses'),
    'other course: This field names a course that is not published, so the site leaves it out. Publish that course first, or choose another one.',
  ],
  [
    'questions in a text',
    'posts',
    sample('posts', { body: richText(block('faq', { heading: 'Money', faqs: ['x'] })) }),
    without('faqs'),
    'other body: This text shows a question that is not published (“Money”), so the site leaves it out. Publish that question first, or take it out of the text.',
  ],
])('%s to a target that is not live has a message', ([, slug, document, live, message]) => {
  expect(messages(slug, document, live)).toEqual([message])
  expect(messages(slug, document)).toEqual([])
})

test.for<['draft' | 'trash' | 'gone' | 'blocked', string | undefined, string]>([
  [
    'draft',
    undefined,
    'links to a post that is a draft (“read more about DEA numbers”). Publish that post first, or remove the link.',
  ],
  [
    'trash',
    undefined,
    'links to a post that is in the trash (“read more about DEA numbers”). Restore and publish that post first, or remove the link.',
  ],
  ['gone', undefined, 'links to a post that was deleted (“read more about DEA numbers”). Remove the link.'],
  [
    'blocked',
    'DEA',
    'links to a post “DEA” that cannot go live itself (“read more about DEA numbers”). Mend that post first, or remove the link.',
  ],
])('the message says that a target is %s', ([state, title, end]) => {
  const live: LiveContent = { ...without('posts'), whyNotLive: () => ({ state, title }) }
  expect(messages('posts', sample('posts', readMore), live)).toEqual([`link body: This text ${end}`])
})

test('a document chosen earlier is no reference once the link is of another kind', () => {
  const document = { relationTo: 'pages', value: 'x' }
  const link = { label: 'Blog', kind: 'section', section: 'blog', document }
  expect(messages('header', menu(link), without('pages'))).toEqual([])
  const redirect = sample('redirects', { kind: 'address', address: 'https://example.com/' })
  expect(messages('redirects', redirect, without('courses'))).toEqual([])
})

test('a hidden announcement may link to a document that is not live', () => {
  const link = { label: 'Open day', kind: 'document', document: { relationTo: 'pages', value: 'x' } }
  const shown = (enabled: boolean) => globalSchemas.announcement.parse({ enabled, message: 'Come', link })
  expect(messages('announcement', shown(true), without('pages'))).toHaveLength(1)
  expect(messages('announcement', shown(false), without('pages'))).toEqual([])
})

const nothingThere =
  'but the site has nothing at that address. Correct the address, or choose the document instead of typing.'

test.for<[string, string | undefined]>([
  ['/courses/gone/', '/courses/gone/'],
  ['/courses/gone', '/courses/gone/'],
  ['/courses/gone/?from=home#costs', '/courses/gone/'],
  [`${siteUrl}/courses/gone/`, '/courses/gone/'],
  ['/media/old.pdf', '/media/old.pdf'],
  ['/blog/target/#end', undefined],
  ['/blog/target/index.html', undefined],
  [`${siteUrl}/blog/target`, undefined],
  ['/media/form.pdf', undefined],
  ['/courses/', undefined],
  ['/rss.xml', undefined],
  ['/start-dates/', undefined],
  ['/start-dates.ics', undefined],
  ['/blog/page/2/', undefined],
  ['/courses/gone/start-dates.ics', '/courses/gone/start-dates.ics'],
  ['https://elsewhere.example/courses/gone/', undefined],
  [`${siteUrl}.elsewhere.example/courses/gone/`, undefined],
  ['mailto:gone@example.org', undefined],
  ['#gone', undefined],
])('the address %s, typed into a text, leads to nothing at %s', ([url, path]) => {
  const document = sample('posts', { body: richText(paragraph(typedLink('our course', url))) })
  const expected =
    path === undefined ? [] : [`address body: This text leads to ${path} (“our course”), ${nothingThere}`]
  expect(messages('posts', document)).toEqual(expected)
})

test.for<[string, ContentSlug, unknown, string]>([
  ['a menu', 'header', menu({ label: 'Old', kind: 'url', url: `${siteUrl}/old/` }), 'links.0.link.url'],
  [
    'a source of a fact',
    'certifications',
    sample('certifications', { certifierUrl: `${siteUrl}/old/` }),
    'certifierUrl',
  ],
  ['a redirect', 'redirects', sample('redirects', { kind: 'address', address: '/old/' }), 'address'],
])('a typed address of the site is also found in %s', ([, slug, document, field]) => {
  expect(checkDocument({ slug, id: 'self', document }, everything)).toMatchObject([
    { rule: 'address', field },
  ])
})

test('a typed address that is redirected is no problem', () => {
  const document = sample('posts', { body: richText(paragraph(typedLink('our course', '/courses/gone/'))) })
  expect(
    messages('posts', document, { ...everything, redirectAt: () => ({ id: 'r', to: '/courses/' }) }),
  ).toEqual([])
})

test('a redirect from the current address of its own target has a message of its own', () => {
  const document = { relationTo: 'posts', value: 'target' }
  expect(messages('redirects', sample('redirects', { from: '/blog/target/', document }))).toEqual([
    'redirect from: The page that this redirect leads to is still at /blog/target/. It works by itself once that page is live at another address.',
  ])
})

test.for<[string, Record<string, unknown>, string[]]>([
  [
    'at a page',
    { from: '/blog/target/' },
    [
      'from: /blog/target/ is a page of the site (“The target”), so nobody is redirected. Take this redirect away, or choose another old address.',
    ],
  ],
  [
    'at a page, in another spelling',
    { from: '/blog/target/index.html' },
    [
      'from: /blog/target/ is a page of the site (“The target”), so nobody is redirected. Take this redirect away, or choose another old address.',
    ],
  ],
  [
    'at a list page',
    { from: '/courses' },
    [
      'from: /courses/ is a page of the site, so nobody is redirected. Take this redirect away, or choose another old address.',
    ],
  ],
  [
    'where another does',
    { from: '/taken/' },
    ['from: Another redirect starts at /taken/ already. Change that one.'],
  ],
  [
    'and leads to itself',
    { from: '/me/', kind: 'address', address: '/me' },
    [
      'from: This redirect leads in a circle: /me/ → /me/. Visitors would never arrive. Change where one of them leads.',
    ],
  ],
  [
    'and leads back',
    { from: '/a/', kind: 'address', address: '/b/' },
    [
      'from: This redirect leads in a circle: /a/ → /b/ → /c/ → /a/. Visitors would never arrive. Change where one of them leads.',
    ],
  ],
  ['and leads into a circle of others', { from: '/a/', kind: 'address', address: '/x/' }, []],
  [
    'and leads nowhere',
    { document: null },
    ['document: This redirect leads nowhere. Choose where it leads, or take it away.'],
  ],
  ['and leads away', { kind: 'address', address: 'https://elsewhere.example/a/' }, []],
  ['and leads through another', { from: '/a/', kind: 'address', address: '/once/' }, []],
])('a redirect that starts %s', ([, fields, problems]) => {
  const others: Record<string, string | undefined> = {
    '/taken/': '/',
    '/b/': '/c/',
    '/c/': '/a/',
    '/x/': '/y/',
    '/y/': '/x/',
    '/once/': '/blog/target/',
  }
  const live: LiveContent = {
    ...everything,
    redirectAt: (path) =>
      path in others
        ? { id: path, to: others[path] }
        : path === (fields.from as string | undefined)
          ? { id: 'self' }
          : undefined,
  }
  expect(messages('redirects', sample('redirects', fields), live)).toEqual(
    problems.map((problem) => `redirect ${problem}`),
  )
})

test.for<[string, ContentSlug, unknown, string]>([
  [
    'a class that ends before it starts',
    'cohorts',
    sample('cohorts', { end: '2020-01-01T12:00:00.000Z' }),
    'facts end',
  ],
  ['hours that do not add up', 'courses', sample('courses', { clockHours: 7 }), 'facts clockHours'],
  [
    'a fact that would never be shown',
    'courses',
    sample('courses', {
      careerFacts: [
        {
          label: 'a',
          value: 'b',
          source: 'c',
          url: 'https://a.example/',
          asOf: '2026-05-01',
          verifyBy: '2026-05-01',
        },
      ],
    }),
    'facts careerFacts.0.verifyBy',
  ],
  [
    'an exam that is verified before it was checked',
    'certifications',
    sample('certifications', { checkedOn: '2026-05-01', verifyBy: '2026-04-01' }),
    'facts verifyBy',
  ],
  ['a review without a day', 'posts', sample('posts', { reviewedOn: null }), 'facts reviewedOn'],
  ['an address of the site’s own', 'pages', sample('pages', { slug: 'blog' }), 'slug slug'],
  ['an address that another page has', 'posts', sample('posts', { slug: 'target' }), 'taken slug'],
])('%s is a problem', ([, slug, document, found]) => {
  const findings = checkDocument({ slug, id: 'self', document }, everything)
  expect(findings.map(({ rule, field }) => `${rule} ${field}`)).toEqual([found])
})

test('a document may keep its own address', () => {
  const document = sample('posts', { slug: 'target' })
  expect(checkDocument({ slug: 'posts', id: 'target', document }, everything)).toEqual([])
})

test.for<[string, string]>([
  ['https://cms.example.org/admin/collections/posts/1', 'the address of the CMS (https://cms.example.org)'],
  [
    'See http://localhost:3000/api/media/file/a.jpg for it',
    'an address of this computer (http://localhost:3000)',
  ],
  [`whsec_${'a'.repeat(43)}=`, 'a webhook secret'],
])('%s in a text is a leak', ([typed, leak]) => {
  const document = sample('posts', { body: richText(paragraph(words(typed))) })
  expect(messages('posts', document)).toEqual([
    `leak body: This text holds ${leak}, which is not for visitors. Remove it.`,
  ])
})

test('a text may explain what localhost is, and link to sites whose names look alike', () => {
  const typed =
    'localhost and 127.0.0.1 are your own computer; http://localhost.example.com and https://cms.example.org.uk are not, nor is whsec_.'
  expect(messages('posts', sample('posts', { body: richText(paragraph(words(typed))) }))).toEqual([])
})
