import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestPublisher } from '../test/publisher'
import { type TestSchool, body, ids, picture, post } from '../test/school'

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start()
})
afterAll(() => publisher.close())

let edits = 0

/** Publishes what `edit` does, together with an edit of post number 12 that has no problem. */
async function beside(edit: (school: TestSchool) => void) {
  const words = `A neighbor, ${++edits}.`
  const { written, report } = await publisher.publish((school) => {
    edit(school)
    school.change('posts', 'post-12', { body: body(words) })
  })
  expect(publisher.page('/blog/post-12/')).toContain(words)
  return {
    written,
    live: report.documents.map(({ id }) => id).filter((id) => id !== 'post-12'),
    blocked: report.held.map(({ id, field, message }) => `${id} ${field}: ${message}`),
  }
}

const blockedNow = async () => (await beside(() => {})).blocked
const redirect = (id: string, from: string, address: string) => ({
  ...{ id, from, kind: 'address', document: null, address },
})

test('a post that links to nothing keeps its last live version, byte for byte, until it is mended', async () => {
  const before = publisher.page('/blog/post-1/')
  const { written, live, blocked } = await beside((school) =>
    school.change('posts', 'post-1', { title: 'Cannot go live', body: body('To nowhere: ', 'nobody') }),
  )
  expect(live).toEqual([])
  expect(blocked).toEqual([
    'post-1 body: This text links to a post that is not published (“read on”). Publish that post first, or remove the link.',
  ])
  expect(written).toEqual([
    'blog/post-12/index.html',
    'sitemap-blog-1.xml',
    'sitemap-pages.xml',
    'sitemap.xml',
  ])
  expect(publisher.page('/blog/post-1/')).toBe(before)

  const mended = await beside((school) => school.change('posts', 'post-1', { body: body('Mended.') }))
  expect(mended).toMatchObject({ live: ['post-1'], blocked: [] })
  expect(publisher.page('/blog/post-1/')).toContain('Mended.')
})

test('a post whose picture is gone is blocked, with the field to open', async () => {
  const before = publisher.page('/blog/post-3/')
  const { live, blocked } = await beside((school) => school.change('posts', 'post-3', { hero: 'gone' }))
  expect(live).toEqual([])
  expect(blocked).toEqual([
    expect.stringMatching(/^post-3 hero: The picture of this field is not there any more/),
  ])
  expect(publisher.page('/blog/post-3/')).toBe(before)
  expect(await beside((school) => school.change('posts', 'post-3', { hero: null }))).toMatchObject({
    live: ['post-3'],
    blocked: [],
  })
})

test('a post that the contract refuses is blocked', async () => {
  const before = publisher.page('/blog/post-4/')
  const { live, blocked } = await beside((school) => school.change('posts', 'post-4', { title: '' }))
  expect(live).toEqual([])
  expect(blocked).toEqual([expect.stringMatching(/^post-4 title: .*\(found ""\)$/)])
  expect(publisher.page('/blog/post-4/')).toBe(before)
  const title = { title: 'Post number four' }
  expect(await beside((school) => school.change('posts', 'post-4', title))).toMatchObject({ blocked: [] })
})

test('a redirect that would lead in a circle is blocked, and the one before it stays', async () => {
  await beside((school) => {
    school.add('redirects', redirect('one', '/one/', '/blog/'))
    school.add('redirects', redirect('two', '/two/', '/one/'))
  })
  const before = publisher.page('/redirects.json')
  const { blocked } = await beside((school) => school.change('redirects', 'one', { address: '/two/' }))
  expect(blocked).toEqual([expect.stringMatching(/^one from: .*circle: \/one\/ → \/two\/ → \/one\//)])
  expect(publisher.page('/redirects.json')).toBe(before)
  const elsewhere = { address: '/courses/' }
  expect(await beside((school) => school.change('redirects', 'one', elsewhere))).toMatchObject({
    blocked: [],
  })
  expect(publisher.page('/one/')).toContain('/courses/')
})

test.each([
  ['/x\\y/', '/blog/', 'from', /has a backslash/],
  ['//evil/', '/blog/', 'from', /begins with two slashes/],
  ['/media/x/', '/blog/', 'from', /is in \/media\//],
  ['/.hidden/', '/blog/', 'from', /begins with a dot/],
  ['/404.html', '/blog/', 'from', /is a page of the site/],
  ['/?p=123', '/blog/', 'from', /question mark/],
  [`/${'é'.repeat(128)}/`, '/blog/', 'from', /255 bytes/],
  ['/fine/', 'https://x y/', 'address', /has a space/],
  ['/fine/', 'http://[', 'address', /no right name of a site/],
  ['/fine/', 'https://x.test:99999/', 'address', /port above 65535/],
])(
  'a redirect from %s to %s that was stored earlier is blocked, and the rest goes live',
  async (from, address, field, reason) => {
    const { blocked, live } = await beside((school) =>
      school.add('redirects', redirect('odd', from, address)),
    )
    expect(live).toEqual([])
    expect(blocked).toEqual([expect.stringMatching(new RegExp(`^odd ${field}: `))])
    expect(blocked[0]).toMatch(reason)
    const mended = await beside((school) =>
      school.change('redirects', 'odd', { from: '/fine/', address: '/blog/' }),
    )
    expect(mended).toMatchObject({ live: ['odd'], blocked: [] })
    await beside((school) => school.remove('redirects', 'odd'))
  },
)

test('redirects whose addresses would be files and folders at once, or have escapes, go live', async () => {
  const odd = [
    '/old.html',
    '/old.html/more/',
    '/rss.xml/old/',
    '/about%20us/',
    '/100%25/why%3F/',
    '/old-news//',
    '/caf%C3%A9/',
  ]
  const { blocked } = await beside((school) => {
    for (const [index, from] of odd.entries())
      school.add('redirects', redirect(`file-${index}`, from, '/blog/'))
  })
  expect(blocked).toEqual([])
  expect(JSON.parse(publisher.page('/redirects.json') ?? '')).toMatchObject({
    '/old.html': '/blog/',
    '/old.html/more/': '/blog/',
    '/about%20us/': '/blog/',
    '/old-news/': '/blog/',
    '/café/': '/blog/',
  })
})

test('a new post with a problem stays out, and goes live by itself when that is solved', async () => {
  const linking = post(60, { body: body('Part one of two, ', 'post-61') })
  const { live, blocked } = await beside((school) => school.add('posts', linking))
  expect(live).toEqual([])
  expect(blocked).toEqual([expect.stringMatching(/^post-60 body: /)])
  expect(publisher.page('/blog/post-60/')).toBeUndefined()
  const solved = await beside((school) => school.add('posts', post(61)))
  expect(solved).toMatchObject({ live: ['post-60', 'post-61'], blocked: [] })
  expect(publisher.page('/blog/post-60/')).toContain('href="/blog/post-61/"')
})

test('a blocked document is still blocked after a restart, and makes no release of its own', async () => {
  const { blocked } = await beside((school) =>
    school.change('posts', 'post-5', { body: body('To ', 'nobody') }),
  )
  expect(blocked).toHaveLength(1)
  await publisher.settled()
  const [before, page] = [await publisher.health(), publisher.page('/blog/post-5/')]
  await publisher.kill()
  await publisher.startProcess()
  await publisher.converged()
  await publisher.hint()
  await publisher.settled()
  expect(await publisher.health()).toEqual(before)
  expect(publisher.page('/blog/post-5/')).toBe(page)
  expect(await blockedNow()).toEqual(blocked)
  expect(await beside((school) => school.change('posts', 'post-5', { body: body('To all.') }))).toMatchObject(
    {
      live: ['post-5'],
      blocked: [],
    },
  )
})

test('a blocked post is no longer blocked once it is unpublished', async () => {
  const linking = post(62, { body: body('To ', 'nobody') })
  expect((await beside((school) => school.add('posts', linking))).blocked).toHaveLength(1)
  const { report } = await publisher.publish((school) => school.remove('posts', 'post-62'))
  expect(report.held).toEqual([])
})

test('a picture whose file the CMS has lost is blocked alone, and the old one stays on its page', async () => {
  const page = publisher.page('/blog/post-2/')
  publisher.cms.lostFiles.add('lost-0a1b2c3d4e.png').add('new-0a1b2c3d4e.png')
  const { blocked } = await beside((school) => {
    school.change('media', ids.lab, { filename: 'lost-0a1b2c3d4e.png' })
    school.add('media', picture('new'))
  })
  expect(blocked).toEqual([
    'media-lab file: The file lost-0a1b2c3d4e.png of this picture is not in the CMS any more. Upload the picture again.',
    'new file: The file new-0a1b2c3d4e.png of this picture is not in the CMS any more. Upload the picture again.',
  ])
  expect(publisher.page('/blog/post-2/')).toBe(page)
  const again = await beside((school) => {
    school.change('media', ids.lab, { filename: 'again-0a1b2c3d4e.png' })
    school.remove('media', 'new')
  })
  expect(again).toMatchObject({ live: [ids.lab], blocked: [] })
  expect(publisher.page('/blog/post-2/')).toContain('/media/again-0a1b2c3d4e.png')
})

test('settings that cannot be shown, or are gone, keep their last version, since the site needs them', async () => {
  const { blocked } = await beside((school) => school.changeGlobal('site-settings', { phone: '555' }))
  expect(blocked).toEqual([expect.stringMatching(/^ phone: a telephone number like/)])
  expect(publisher.page('/')).toContain('804.555.0142')

  const settings = publisher.school.globals['site-settings'] ?? {}
  const gone = await beside((school) => school.unpublishGlobal('site-settings'))
  expect(gone.blocked).toEqual([
    ' : The site cannot do without this, so its last version stays. Publish it again.',
  ])
  expect(publisher.page('/')).toContain('804.555.0142')

  const phone = { ...settings, phone: '+18045550143' }
  expect((await beside((school) => school.changeGlobal('site-settings', phone))).blocked).toEqual([])
  expect(publisher.page('/')).toContain('804.555.0143')
})
