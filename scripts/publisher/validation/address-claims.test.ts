import { expect, test } from 'vitest'
import {
  gateWith,
  linksTo,
  postVersion,
  publish,
  redirectVersion,
  short,
  takeDown,
  typed,
  unreadable,
  version,
} from '../test/document-gate'

test('a circle of redirects is blocked while a neighbour goes live', () => {
  const gate = gateWith(redirectVersion('r1', '/a/', '/b/'))
  const proposal = gate.propose({
    versions: [
      redirectVersion('r2', '/b/', '/a/'),
      postVersion('n'),
      redirectVersion('r3', '/c/', '/blog/n/'),
    ],
  })
  expect(short(proposal)).toMatchObject({ published: ['n', 'r3'], blocked: ['r2 from'] })
  expect(proposal.blocked[0]?.message).toContain('/b/ → /a/ → /b/')
})

test('a circle that is cut by a later change goes live', () => {
  const gate = gateWith(redirectVersion('r1', '/a/', '/b/'), postVersion('n'))
  publish(gate, redirectVersion('r2', '/b/', '/a/'))
  expect(publish(gate, redirectVersion('r1', '/a/', '/blog/n/'))).toMatchObject({
    published: ['r1', 'r2'],
    blocked: [],
  })
})

test('a redirect at the address of a page is blocked; of one that comes later it is a warning', () => {
  const gate = gateWith(postVersion('a'))
  expect(
    publish(gate, redirectVersion('r1', '/blog/a/', '/'), redirectVersion('r2', '/blog/b/', '/')),
  ).toMatchObject({
    published: ['r2'],
    blocked: ['r1 from'],
  })
  expect(publish(gate, postVersion('b'))).toMatchObject({
    published: ['b'],
    blocked: ['r1 from'],
    warnings: ['r2 from'],
  })
  expect(takeDown(gate, 'a', 'b')).toMatchObject({ published: ['r1'], blocked: [], warnings: [] })
})

test('a redirect to a document that is taken down stays, with a warning', () => {
  const document = { relationTo: 'posts', value: 'a' }
  const gate = gateWith(
    postVersion('a'),
    version('redirects', 'r', { from: '/old/', kind: 'document', document }),
  )
  expect(takeDown(gate, 'a')).toEqual({
    published: [],
    removed: ['a'],
    blocked: [],
    warnings: ['r document'],
  })
})

test('a renamed page that is blocked keeps its address, and the redirect from there waits for it', () => {
  const gate = gateWith(postVersion('a'))
  const document = { relationTo: 'posts', value: 'a' }
  const old = version('redirects', 'r', { from: '/blog/a/', kind: 'document', document })
  const renamed = postVersion('a', { slug: 'renamed', ...linksTo('gone') })
  expect(publish(gate, renamed, old, postVersion('n')).blocked).toEqual(['a body', 'r from'])
  expect(publish(gate, postVersion('gone')).published).toEqual(['a', 'gone', 'r'])
})

test('of two pages for one address the older stays', () => {
  const gate = gateWith(postVersion('a', { slug: 'x' }))
  const proposal = gate.propose({ versions: [postVersion('b', { slug: 'x' })] })
  expect(proposal.blocked).toMatchObject([{ id: 'b', field: 'slug' }])
  expect(proposal.blocked[0]?.message).toContain(
    '/blog/x/ is the address of another page that is live: “Post a”',
  )
})

test('of two new pages for one address the first goes live', () => {
  const first = postVersion('b', { slug: 'x' })
  const second = postVersion('a', { slug: 'x' })
  expect(publish(gateWith(), second, first)).toMatchObject({ published: ['b'], blocked: ['a slug'] })
})

test('a page that keeps its address wins over an older newcomer', () => {
  const newcomer = postVersion('b', { slug: 'x' })
  const gate = gateWith(postVersion('a', { slug: 'x' }))
  expect(publish(gate, newcomer, postVersion('a', { slug: 'x' }))).toMatchObject({
    published: ['a'],
    blocked: ['b slug'],
  })
})

test('two pages may swap their addresses', () => {
  const gate = gateWith(postVersion('a', { slug: 'x' }), postVersion('b', { slug: 'y' }))
  expect(publish(gate, postVersion('a', { slug: 'y' }), postVersion('b', { slug: 'x' })).published).toEqual([
    'a',
    'b',
  ])
})

test('an address is not free while the page that leaves it is blocked', () => {
  const gate = gateWith(postVersion('a', { slug: 'x' }))
  const leaving = postVersion('a', { slug: 'y', ...linksTo('gone') })
  const coming = postVersion('b', { slug: 'x' })
  expect(publish(gate, leaving, coming, postVersion('c', linksTo('b'))).blocked).toEqual([
    'a body',
    'b slug',
    'c body',
  ])
  expect(publish(gate, postVersion('gone')).published).toEqual(['a', 'b', 'c', 'gone'])
})

test('no page loses an address to a version that is blocked itself', () => {
  const first = postVersion('a', { slug: 'x', ...linksTo('gone') })
  expect(publish(gateWith(), first, postVersion('b', { slug: 'x' }))).toMatchObject({
    published: ['b'],
    blocked: ['a body', 'a slug'],
  })
})

test('no page loses an address to a version that is blocked for a link to a third one', () => {
  const rival = postVersion('a', { slug: 'x', ...linksTo('c') })
  const third = postVersion('c', { slug: 'z' })
  const result = publish(
    gateWith(postVersion('d', { slug: 'z' })),
    rival,
    postVersion('b', { slug: 'x' }),
    third,
  )
  expect(result).toMatchObject({ published: ['b'], blocked: ['a body', 'a slug', 'c slug'] })
})

test('of several pages that lost an address to a version that is blocked, the first gets it, and pages that link to it go live too', () => {
  const rival = postVersion('a', { slug: 'x', ...linksTo('gone') })
  const first = postVersion('b', { slug: 'x' })
  const second = postVersion('d', { slug: 'x' })
  const result = publish(
    gateWith(),
    rival,
    first,
    second,
    postVersion('e', linksTo('b')),
    postVersion('f', linksTo('d')),
  )
  expect(result).toMatchObject({ published: ['b', 'e'], blocked: ['a body', 'a slug', 'd slug', 'f body'] })
})

test('a redirect that would be in a circle with the old version of another is blocked with the new one', () => {
  const gate = gateWith(redirectVersion('r1', '/a/', '/b/'))
  const changes = [redirectVersion('r1', '/a/', '/blog/gone/'), redirectVersion('r2', '/b/', '/a/')]
  expect(publish(gate, ...changes)).toMatchObject({ published: [], blocked: ['r1 address', 'r2 from'] })
})

test('a warning says when the missing target has come and is blocked', () => {
  const gate = gateWith(postVersion('a', { authors: ['p'] }))
  const [before] = gate.propose().warnings
  expect(before?.message).toContain('a person that is not published')
  const [after] = gate.propose({ versions: [unreadable('people', 'p')] }).warnings
  expect(after?.message).toContain('a person “The p” that cannot go live itself')
})

test.for([
  ['/blog/gone/', ['a body']],
  ['/blog/b/', []],
  ['/blog/c#end', []],
  ['/favicon.svg', []],
  ['/media/p.png', []],
  ['/media/q.png', ['a body']],
  ['/old/', []],
] as const)(
  'an address typed by hand, %s, is looked for among pages, files and redirects',
  ([url, blocked]) => {
    const gate = gateWith(postVersion('b'), version('media', 'p'), redirectVersion('r', '/old/', '/blog/b/'))
    expect(publish(gate, postVersion('a', typed(url)), postVersion('c')).blocked).toEqual(blocked)
  },
)

test('a document with the typed address of a page that is taken down gets a warning, and the address counts as typed', () => {
  const gate = gateWith(postVersion('a', typed('/blog/b/')), postVersion('b'))
  const proposal = gate.propose({ removed: [{ slug: 'posts', id: 'b' }] })
  expect(short(proposal)).toMatchObject({ removed: ['b'], blocked: [], warnings: ['a body'] })
  expect(['/blog/b/', '/blog/a/'].map(proposal.isTypedPath)).toEqual([true, false])
})

test('a typed address that is broken by a rename is a warning', () => {
  const gate = gateWith(postVersion('a', typed('/blog/b/')), postVersion('b'))
  expect(publish(gate, postVersion('b', { slug: 'renamed' }))).toMatchObject({
    published: ['b'],
    warnings: ['a body'],
  })
})
