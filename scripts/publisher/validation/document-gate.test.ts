import { documentKey } from 'shared-types'
import { expect, test } from 'vitest'
import {
  accepted,
  gateWith,
  globalVersion,
  globals,
  linksTo,
  liveTitle,
  postVersion,
  publish,
  redirectVersion,
  short,
  site,
  takeDown,
  typed,
  unreadable,
  version,
} from '../test/document-gate'
import { DocumentGate } from './document-gate'

test('a version without problems goes live, and its change is reported with its page', () => {
  const gate = gateWith(postVersion('a'))
  const proposal = gate.propose({
    versions: [postVersion('a', { slug: 'renamed' }), postVersion('b')],
    removed: [],
  })
  expect(proposal.blocked).toEqual([])
  expect(proposal.changes).toMatchObject([
    { slug: 'posts', id: 'a', title: 'Post a', action: 'change', paths: ['/blog/a/', '/blog/renamed/'] },
    { slug: 'posts', id: 'b', title: 'Post b', action: 'publish', paths: ['/blog/b/'] },
  ])
})

test('a version that does not parse is blocked with its last version live, while a neighbour goes live', () => {
  const gate = gateWith(postVersion('a', { title: 'Old' }))
  const proposal = gate.propose({ versions: [unreadable('posts', 'a'), postVersion('b')] })
  expect(proposal.blocked).toEqual([
    expect.objectContaining({
      slug: 'posts',
      id: 'a',
      title: 'The a',
      field: 'costs.0.cents',
      message: 'too small (found -1)',
    }),
  ])
  expect(proposal.published.map(({ id }) => id)).toEqual(['b'])
  gate.accept(proposal)
  expect(liveTitle(gate, 'a')).toBe('Old')
})

test('a version with a broken link is blocked; never live, it stays out', () => {
  const gate = gateWith(postVersion('a', { title: 'Old' }))
  const result = publish(
    gate,
    postVersion('a', { ...linksTo('gone'), title: 'New' }),
    postVersion('b', linksTo('gone')),
  )
  expect(result).toEqual({ published: [], removed: [], blocked: ['a body', 'b body'], warnings: [] })
  expect(liveTitle(gate, 'a')).toBe('Old')
  expect(liveTitle(gate, 'b')).toBeUndefined()
})

test('what is blocked goes live by itself once its target does', () => {
  const gate = gateWith()
  publish(gate, postVersion('a', linksTo('b')))
  expect(publish(gate, postVersion('b'))).toEqual({
    published: ['a', 'b'],
    removed: [],
    blocked: [],
    warnings: [],
  })
})

test('every proposal reports what is blocked, until a version without problems comes or the document is taken down', () => {
  const gate = gateWith()
  publish(gate, postVersion('a', linksTo('gone')), postVersion('b', linksTo('gone')))
  expect(publish(gate, postVersion('c')).blocked).toEqual(['a body', 'b body'])
  expect(publish(gate, postVersion('a')).blocked).toEqual(['b body'])
  expect(takeDown(gate, 'b')).toEqual({ published: [], removed: [], blocked: [], warnings: [] })
})

test('two new documents that link to each other go live together', () => {
  expect(
    publish(gateWith(), postVersion('a', linksTo('b')), postVersion('b', linksTo('a'))).published,
  ).toEqual(['a', 'b'])
})

test('a document may link to itself, also when it was blocked before', () => {
  const gate = gateWith()
  expect(publish(gate, postVersion('a', { ...linksTo('a'), hero: 'gone' })).blocked).toEqual(['a hero'])
  expect(publish(gate, version('media', 'gone')).published).toEqual(['a', 'gone'])
})

test('blocking one version blocks those that link to it, and no others', () => {
  const chain = [
    postVersion('a', linksTo('b')),
    postVersion('b', linksTo('c')),
    postVersion('c', linksTo('gone')),
    postVersion('d'),
  ]
  const gate = gateWith()
  const proposal = gate.propose({ versions: chain })
  expect(short(proposal)).toMatchObject({ published: ['d'], blocked: ['a body', 'b body', 'c body'] })
  expect(proposal.blocked.find(({ id }) => id === 'a')?.message).toBe(
    'This text links to a post “Post b” that cannot go live itself (“about b”). Mend that post first, or remove the link.',
  )
})

test('a link to a document whose new version is blocked works while the old version is live', () => {
  const gate = gateWith(postVersion('b'))
  expect(publish(gate, postVersion('a', linksTo('b')), unreadable('posts', 'b'))).toMatchObject({
    published: ['a'],
    blocked: ['b costs.0.cents'],
  })
})

test('taking down a linked page succeeds, and the page that links to it is warned about', () => {
  const gate = gateWith(postVersion('a', linksTo('b')), postVersion('b'), postVersion('c'))
  const proposal = gate.propose({ removed: [{ slug: 'posts', id: 'b' }] })
  expect(short(proposal)).toEqual({ published: [], removed: ['b'], blocked: [], warnings: ['a body'] })
  expect(proposal.changes).toMatchObject([{ id: 'b', action: 'unpublish', paths: ['/blog/b/'] }])
  gate.accept(proposal)
  expect(publish(gate, postVersion('c')).warnings).toEqual(['a body'])
  expect(publish(gate, postVersion('b')).warnings).toEqual([])
})

test('an edit beside a broken link is blocked until the link is mended', () => {
  const gate = gateWith(postVersion('a', linksTo('b')), postVersion('b'))
  takeDown(gate, 'b')
  expect(publish(gate, postVersion('a', linksTo('b')))).toMatchObject({
    blocked: ['a body'],
    warnings: ['a body'],
  })
  expect(publish(gate, postVersion('a'))).toMatchObject({ published: ['a'], blocked: [], warnings: [] })
})

test('a picture that is gone blocks a new version, and warns about an old one', () => {
  const gate = gateWith(postVersion('a', { hero: 'p' }), version('media', 'p'))
  const result = accepted(gate, {
    versions: [postVersion('b', { hero: 'p' })],
    removed: [{ slug: 'media', id: 'p' }],
  })
  expect(result).toEqual({ published: [], removed: ['p'], blocked: ['b hero'], warnings: ['a hero'] })
})

test('a missing target that the site can leave out is only a warning', () => {
  const result = publish(gateWith(), postVersion('a', { authors: ['nobody'] }))
  expect(result).toEqual({ published: ['a'], removed: [], blocked: [], warnings: ['a authors'] })
})

test('facts that cannot all be right are blocked', () => {
  expect(
    publish(gateWith(), postVersion('a', { reviewedBy: null, reviewedOn: '2026-01-01' })).blocked,
  ).toEqual(['a reviewedBy'])
})

test('the address of the CMS in a text is blocked, also in the first release', () => {
  const leaking = () => postVersion('a', { excerpt: 'See https://cms.example.org/admin' })
  expect(publish(gateWith(), leaking()).blocked).toEqual(['a excerpt'])
  expect(publish(new DocumentGate(site), ...globals(), leaking()).blocked).toEqual(['a excerpt'])
})

test('in the first release a broken link is a warning, and what does not parse is left out', () => {
  const gate = new DocumentGate(site)
  const versions = [
    ...globals(),
    postVersion('a', linksTo('gone')),
    unreadable('posts', 'b'),
    postVersion('c', { hero: 'gone' }),
  ]
  const proposal = gate.propose({ versions })
  expect(proposal.refusal).toBeUndefined()
  expect(short(proposal)).toEqual({
    published: ['', '', 'a', 'c'],
    removed: [],
    blocked: ['b costs.0.cents'],
    warnings: ['a body', 'c hero'],
  })
})

test('without a global that the site needs there is no release, and the refusal gives the reason', () => {
  const gate = new DocumentGate(site)
  const refusal = gate.propose({ versions: [globalVersion('home'), unreadable('site-settings', '')] }).refusal
  expect(refusal).toBe(
    'The site cannot be published without its globals: site-settings cannot be shown (field costs.0.cents: too small (found -1)). Open each in the admin under Globals, correct it and press Publish.',
  )
  expect(gate.propose({ versions: [globalVersion('site-settings')] }).refusal).toContain(
    'home was never published',
  )
  expect(gate.propose({ versions: globals() }).refusal).toBeUndefined()
  expect(gate.propose({ versions: [...globals(), unreadable('header', '')] }).refusal).toContain(
    'header cannot be shown',
  )
})

test('a global that does not parse keeps its last version, and one that was never live stops no release', () => {
  const gate = gateWith()
  const proposal = gate.propose({
    versions: [unreadable('home', ''), unreadable('announcement', ''), postVersion('a')],
  })
  expect(proposal.refusal).toBeUndefined()
  expect(proposal.published.map(({ id }) => id)).toEqual(['a'])
  expect(proposal.blocked.map(({ slug }) => slug)).toEqual(['home', 'announcement'])
  expect(Array.from(proposal.documents(), ({ slug }) => slug)).toContain('home')
})

test('an announcement can be taken down; the home page stays and says so until it is published again', () => {
  const gate = gateWith(globalVersion('announcement', { enabled: true, message: 'Hello' }))
  const removed = [
    { slug: 'announcement', id: '' },
    { slug: 'home', id: '' },
  ]
  const proposal = gate.propose({ removed })
  expect(proposal.removed.map(({ slug }) => slug)).toEqual(['announcement'])
  expect(proposal.blocked).toMatchObject([
    { slug: 'home', field: '', message: expect.stringContaining('cannot do without') },
  ])
  gate.accept(proposal)
  expect(publish(gate, postVersion('a')).blocked).toHaveLength(1)
  expect(publish(gate, globalVersion('home'))).toMatchObject({ published: [''], blocked: [] })
})

/** Everything that can be seen of a gate. */
const stateOf = (gate: DocumentGate) => {
  const proposal = gate.propose()
  return { live: [...gate.live()], ...short(proposal), isTyped: proposal.isTypedPath('/blog/b/') }
}

test('a proposal leaves everything as it was until it is accepted', () => {
  const gate = gateWith(
    postVersion('a', typed('/blog/b/')),
    postVersion('b'),
    redirectVersion('r', '/old/', '/blog/b/'),
  )
  publish(gate, postVersion('c', linksTo('gone')))
  const before = stateOf(gate)
  const versions = [
    postVersion('a', linksTo('b')),
    postVersion('b', { slug: 'x' }),
    postVersion('c'),
    postVersion('d', { slug: 'x' }),
  ]
  gate.propose({ versions, removed: [{ slug: 'redirects', id: 'r' }] })
  expect(stateOf(gate)).toEqual(before)
  expect(gate.isBlocked(documentKey(postVersion('c')))).toBe(true)
})

test('two proposals at once are independent, and accepting one makes the other too old', () => {
  const gate = gateWith(postVersion('a', linksTo('b')), postVersion('b'), postVersion('c', { slug: 'x' }))
  const first = { versions: [postVersion('d', { slug: 'x' })], removed: [{ slug: 'posts', id: 'c' }] }
  const second = { versions: [postVersion('e', { slug: 'x' })], removed: [{ slug: 'posts', id: 'b' }] }
  const alone = [short(gate.propose(first)), short(gate.propose(second))]
  const together = [gate.propose(first), gate.propose(second)] as const
  expect(together.map(short)).toEqual(alone)
  expect(alone).toEqual([
    { published: ['d'], removed: ['c'], blocked: [], warnings: [] },
    { published: [], removed: ['b'], blocked: ['e slug'], warnings: ['a body'] },
  ])
  gate.accept(together[1])
  expect(() => gate.accept(together[0])).toThrow('older than what is live')
  expect(short(gate.propose())).toEqual({
    published: [],
    removed: [],
    blocked: ['e slug'],
    warnings: ['a body'],
  })
  gate.accept(gate.propose(first))
  expect(short(gate.propose())).toMatchObject({ blocked: ['e slug'] })
})

test('a proposal is accepted once', () => {
  const gate = gateWith()
  const proposal = gate.propose({ versions: [postVersion('a')] })
  gate.accept(proposal)
  expect(() => gate.accept(proposal)).toThrow('older than what is live')
})

test('the documents of a proposal are what is live with its changes', () => {
  const gate = gateWith(postVersion('a'), postVersion('b'), postVersion('c'))
  const proposal = gate.propose({
    versions: [postVersion('a', { title: 'New' })],
    removed: [{ slug: 'posts', id: 'b' }],
  })
  const posts = Array.from(proposal.documents()).filter(({ slug }) => slug === 'posts')
  const titles = posts.map(({ value }) => (value as { title: string }).title)
  expect(titles.sort()).toEqual(['New', 'Post c'])
  gate.accept(proposal)
  expect(Array.from(proposal.documents())).toHaveLength(4)
})

const reason = { field: '', message: 'Its page could not be made.' }
const withhold = (...ids: string[]) => new Map(ids.map((id) => [`posts/${id}`, reason]))

test('a new version that the caller withholds stays out with that reason, until it is withheld no more', () => {
  const gate = gateWith(postVersion('a'), postVersion('b'))
  const versions = [postVersion('a', { title: 'Bad' }), postVersion('b', { title: 'Good' })]
  const proposal = gate.propose({ versions }, withhold('a'))
  expect(short(proposal)).toMatchObject({ published: ['b'], blocked: ['a '] })
  expect(proposal.blocked).toMatchObject([{ id: 'a', updatedAt: versions[0]?.updatedAt, ...reason }])
  gate.accept(proposal)
  expect(liveTitle(gate, 'a')).toBe('Post a')
  expect(gate.isBlocked('posts/a')).toBe(true)
  expect(short(gate.propose({}, withhold('a')))).toMatchObject({ published: [], blocked: ['a '] })
  expect(accepted(gate, {})).toMatchObject({ published: ['a'], blocked: [] })
  expect(liveTitle(gate, 'a')).toBe('Bad')
})

test('a document that links to a new one that is withheld is blocked with it', () => {
  const gate = gateWith()
  const versions = [postVersion('target'), postVersion('holder', linksTo('target'))]
  const proposal = gate.propose({ versions }, withhold('target'))
  expect(short(proposal)).toMatchObject({ published: [], blocked: ['holder body', 'target '] })
  expect(short(gate.propose({ versions }))).toMatchObject({ published: ['holder', 'target'], blocked: [] })
})

test('a removal that the caller withholds leaves the live version in place, until it is withheld no more', () => {
  const gate = gateWith(postVersion('a'), postVersion('b'))
  const removed = ['a', 'b'].map((id) => ({ slug: 'posts', id }))
  const proposal = gate.propose({ removed }, withhold('a'))
  expect(short(proposal)).toMatchObject({ removed: ['b'], blocked: ['a '] })
  gate.accept(proposal)
  expect(liveTitle(gate, 'a')).toBe('Post a')
  expect(accepted(gate, {})).toMatchObject({ removed: ['a'], blocked: [] })
  expect(liveTitle(gate, 'a')).toBeUndefined()
})

test('a gate that starts with live documents knows their warnings', () => {
  expect(short(gateWith(postVersion('a', linksTo('gone')), postVersion('b')).propose()).warnings).toEqual([
    'a body',
  ])
})

test('step by step or at once, the same goes live, is blocked and gets warnings', () => {
  let seed = 7
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below
  const ids = Array.from({ length: 12 }, (_, index) => `p${index}`)
  for (let round = 0; round < 40; round++) {
    const gate = gateWith()
    for (let step = 0; step < 15; step++) {
      const id = ids[random(ids.length)] ?? ''
      if (random(3) === 0) takeDown(gate, id)
      else
        publish(
          gate,
          postVersion(id, {
            ...linksTo(...ids.slice(random(12)).slice(0, random(3))),
            authors: [`x${random(2)}`],
          }),
        )
    }
    const incremental = short(gate.propose())
    const fresh = new DocumentGate(site, gate.live())
    expect(incremental.warnings).toEqual(short(fresh.propose()).warnings)
    // No version that is blocked could be live.
    expect(incremental.published).toEqual([])
  }
})
