import { experimental_AstroContainer as AstroContainer } from 'astro/container'
import type { Thing } from 'schema-dts'
import { expect, test } from 'vitest'
import { createContent } from '../content/content'
import { testSnapshot } from '../../test/snapshot'
import JsonLd from './JsonLd.astro'
import { breadcrumbNode, courseListNode, courseNodes, organizationNode, personNode, postNode } from './nodes'

const origin = 'https://school.example'
const content = createContent(testSnapshot())

/** The parsed content of the script element, as a search engine reads it. */
async function published(...nodes: Thing[]): Promise<unknown[]> {
  const container = await AstroContainer.create()
  const html = await container.renderToString(JsonLd, { props: { nodes } })
  const [, json = ''] = /^\s*<script type="application\/ld\+json">([^<]*)<\/script>\s*$/.exec(html) ?? []
  const data = JSON.parse(json) as { '@context': string; '@graph': unknown[] }
  expect(data['@context']).toBe('https://schema.org')
  return data['@graph']
}

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('The test school has no such document.')
  return value
}

test('no text of an editor can end the element', async () => {
  const name = '</script><script>alert(1)</script><!-- & \u2028'
  expect(await published({ '@type': 'Thing', name })).toEqual([{ '@type': 'Thing', name }])
})

test('the school has its address and telephone', async () => {
  const [school] = await published(organizationNode(content.site(), origin))
  expect(school).toMatchObject({
    '@type': 'EducationalOrganization',
    '@id': 'https://school.example/#school',
    telephone: '+18045550142',
    address: { '@type': 'PostalAddress', addressRegion: 'VA', postalCode: '23233' },
    image: 'https://school.example/media/media-rack-0a1b2c3d4e.jpg',
  })
})

test('the course list has a course for each row, with its absolute URL', async () => {
  const [list] = await published(courseListNode(content.courses(), origin))
  expect(list).toMatchObject({
    '@type': 'ItemList',
    itemListElement: [
      {
        position: 1,
        item: { '@type': 'Course', url: `${origin}/courses/pharmacy-technician/`, courseCode: 'PHT' },
      },
      { position: 2, item: { '@type': 'Course', url: `${origin}/courses/phlebotomy/` } },
    ],
  })
})

test('a course has an instance for each upcoming class', async () => {
  const [course, program] = await published(
    ...courseNodes(must(content.course('pharmacy-technician')), origin),
  )
  const { hasCourseInstance: instances } = course as { hasCourseInstance: Record<string, unknown>[] }
  expect(instances.map((instance) => instance.startDate)).toEqual([
    '2027-01-04',
    '2027-01-11',
    '2027-02-01',
    '2027-02-08',
    '2027-03-01',
  ])
  expect(instances[0]).toMatchObject({
    courseMode: 'onsite',
    courseSchedule: {
      byDay: ['https://schema.org/Monday', 'https://schema.org/Wednesday'],
      startTime: '17:30:00',
      endTime: '20:30:00',
      scheduleTimezone: 'America/New_York',
    },
    location: { '@type': 'Place', name: 'Henrico' },
  })
  // Without class times there is no schedule, but the workload.
  expect(instances[3]).toMatchObject({ courseMode: 'online', courseWorkload: 'PT10H' })
  expect(instances[3]).not.toHaveProperty('courseSchedule')
  expect(instances.map((instance) => instance.eventStatus)).toEqual([
    undefined,
    undefined,
    'https://schema.org/EventCancelled',
    undefined,
    undefined,
  ])
  expect(course).toMatchObject({ offers: { price: '2129.00', priceCurrency: 'USD' }, timeRequired: 'PT120H' })
  expect(program).toMatchObject({
    '@type': 'EducationalOccupationalProgram',
    timeToComplete: 'P12W',
    occupationalCategory: '29-2052',
  })
})

test('a post names its authors, its reviewer and when it changed', async () => {
  const [post] = await published(postNode(must(content.post('dea-number')), origin))
  expect(post).toMatchObject({
    '@type': 'BlogPosting',
    headline: 'What a DEA number is',
    datePublished: '2026-11-21T03:30:00.000Z',
    dateModified: '2026-12-01T15:00:00.000Z',
    author: [{ '@type': 'Person', name: 'Ana Reyes', url: `${origin}/people/ana-reyes/` }],
    mainEntityOfPage: { reviewedBy: { name: 'Ben Ode' }, lastReviewed: '2026-11-20' },
  })
})

test('a person and the breadcrumbs of a page', async () => {
  const breadcrumbs = [
    { label: 'Home', path: '/' },
    { label: 'People', path: '/people/' },
  ]
  const nodes = await published(
    personNode(must(content.person('ana-reyes')), origin),
    breadcrumbNode(breadcrumbs, origin),
  )
  expect(nodes[0]).toMatchObject({ '@type': 'Person', honorificSuffix: 'CPhT' })
  expect(nodes[1]).toMatchObject({
    itemListElement: [
      { position: 1, name: 'Home', item: 'https://school.example/' },
      { position: 2, name: 'People', item: 'https://school.example/people/' },
    ],
  })
})
