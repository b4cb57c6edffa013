import { beforeAll, expect, test } from 'vitest'
import { renderTestPages } from '../../test/pages'

interface Node {
  '@type'?: string
  '@id'?: string
  [property: string]: unknown
}

const origin = 'https://school.example'
/** The graph of each page by its path. */
const graphs = new Map<string, Node[]>()

beforeAll(async () => {
  for (const [path, html] of await renderTestPages()) {
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
    graphs.set(path, (JSON.parse(json) as { '@graph': Node[] })['@graph'])
  }
})

/** Every thing of a page, also those inside others. */
function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(nodesOf)
  return '@type' in value || '@id' in value ? [value as Node, ...inside] : inside
}

const typesOf = (path: string) => (graphs.get(path) ?? []).map((node) => node['@type'])

/** What is found wrong on any page, as a list to be empty. */
const everywhere = (look: (nodes: Node[], path: string) => string[]): string[] =>
  [...graphs].flatMap(([path, graph]) => look(nodesOf(graph), path).map((problem) => `${path}: ${problem}`))

test.each([
  ['/', ['EducationalOrganization', 'WebSite']],
  ['/courses/', ['EducationalOrganization', 'BreadcrumbList', 'ItemList']],
  ['/courses/compare/', ['EducationalOrganization', 'BreadcrumbList', 'ItemList']],
  ['/start-dates/', ['EducationalOrganization', 'BreadcrumbList', 'ItemList']],
  [
    '/courses/phlebotomy/',
    ['EducationalOrganization', 'BreadcrumbList', 'Course', 'EducationalOccupationalProgram'],
  ],
  ['/blog/', ['EducationalOrganization', 'BreadcrumbList', 'Blog']],
  ['/blog/page/1/', ['EducationalOrganization', 'BreadcrumbList', 'CollectionPage']],
  ['/blog/category/study/', ['EducationalOrganization', 'BreadcrumbList', 'CollectionPage']],
  ['/blog/dea-number/', ['EducationalOrganization', 'BreadcrumbList', 'BlogPosting']],
  ['/externships/', ['EducationalOrganization', 'BreadcrumbList', 'ItemList']],
  ['/externships/retail-pharmacy/', ['EducationalOrganization', 'BreadcrumbList', 'WorkBasedProgram']],
  ['/certifications/', ['EducationalOrganization', 'BreadcrumbList', 'ItemList']],
  [
    '/certifications/ptce/',
    ['EducationalOrganization', 'BreadcrumbList', 'EducationalOccupationalCredential'],
  ],
  ['/people/', ['EducationalOrganization', 'BreadcrumbList', 'ItemList']],
  ['/people/ana-reyes/', ['EducationalOrganization', 'BreadcrumbList', 'Person']],
  ['/contact/', ['EducationalOrganization', 'BreadcrumbList', 'ContactPage']],
  ['/questions/', ['EducationalOrganization', 'BreadcrumbList', 'FAQPage']],
  ['/disclosures/', ['EducationalOrganization', 'BreadcrumbList', 'WebPage']],
  ['/search/', ['EducationalOrganization', 'BreadcrumbList', 'WebPage']],
  ['/tuition/', ['EducationalOrganization', 'BreadcrumbList', 'WebPage']],
])('%s says what it is', (path, types) => {
  expect(typesOf(path)).toEqual(types)
})

test('every page names the school, and every page but the home page says where it stands', () => {
  const problems = everywhere((nodes, path) => {
    const school = nodes.find((node) => node['@type'] === 'EducationalOrganization')
    const breadcrumbs = nodes.find((node) => node['@type'] === 'BreadcrumbList')
    const steps = (breadcrumbs?.itemListElement ?? []) as { position: number; name: string; item: string }[]
    const last = path === '/404.html' ? '/404/' : path
    return [
      ...(school?.['@id'] === `${origin}/#school` ? [] : ['no school']),
      ...(path === '/' || steps.length >= 2 ? [] : ['no way to it']),
      ...(path === '/' || steps.at(-1)?.item === origin + last ? [] : ['the way ends elsewhere']),
      ...(steps.every(({ position, name }, index) => position === index + 1 && name) ? [] : ['bad steps']),
    ]
  })
  expect(problems).toEqual([])
  expect(graphs.size).toBeGreaterThan(50)
})

test('every address is whole, and an address of this site is one of its pages or pictures', () => {
  const addressKeys = ['url', 'item', '@id', 'image']
  const problems = everywhere((nodes) =>
    nodes.flatMap((node) =>
      addressKeys.flatMap((key) => {
        const value = node[key]
        if (typeof value !== 'string') return []
        if (!URL.canParse(value)) return [`${key} is ${value}`]
        const { origin: at, pathname } = new URL(value)
        const page = pathname.replace(/card\.png$/, '')
        const isKnown = at !== origin || graphs.has(page) || pathname.startsWith('/media/')
        return isKnown || pathname === '/404/' ? [] : [`${key} leads to ${value}`]
      }),
    ),
  )
  expect(problems).toEqual([])
})

test('what is only named by its id is described somewhere', () => {
  const described = new Set(
    [...graphs.values()].flatMap((graph) =>
      nodesOf(graph).flatMap((node) => (node['@type'] && node['@id'] ? [node['@id']] : [])),
    ),
  )
  const problems = everywhere((nodes) =>
    nodes.flatMap((node) =>
      !node['@type'] && node['@id'] && !described.has(node['@id']) ? [`nobody describes ${node['@id']}`] : [],
    ),
  )
  expect(problems).toEqual([])
})

test('nothing stands empty, and each type has what readers of it need', () => {
  const needed: Record<string, string[]> = {
    Course: ['name', 'url'],
    CourseInstance: ['courseMode', 'startDate', 'endDate'],
    EducationalOccupationalProgram: ['name', 'url', 'provider', 'timeToComplete'],
    WorkBasedProgram: ['name', 'url', 'provider', 'timeToComplete'],
    EducationalOccupationalCredential: ['name', 'url', 'recognizedBy'],
    BlogPosting: ['headline', 'url', 'datePublished'],
    Person: ['name', 'url'],
    WebPage: ['@id'],
    CollectionPage: ['name', 'url', 'mainEntity'],
    Offer: ['price', 'priceCurrency'],
    ListItem: ['position', 'item'],
  }
  const problems = everywhere((nodes) =>
    nodes.flatMap((node) => {
      const type = node['@type'] ?? ''
      const missing = (needed[type] ?? []).filter((property) => node[property] === undefined)
      const empty = Object.entries(node).flatMap(([property, value]) =>
        value === '' || value === null || (Array.isArray(value) && value.length === 0) ? [property] : [],
      )
      if (type === 'CourseInstance' && !node.courseSchedule && !node.courseWorkload)
        missing.push('schedule, and no workload')
      return [
        ...missing.map((property) => `${type} has no ${property}`),
        ...empty.map((property) => `${property} of ${type} is empty`),
      ]
    }),
  )
  expect(problems).toEqual([])
})

test('days, moments and lengths are written as ISO 8601', () => {
  const shapes: Record<string, RegExp> = {
    startDate: /^\d{4}-\d\d-\d\d$/,
    endDate: /^\d{4}-\d\d-\d\d$/,
    datePublished: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
    dateModified: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
    lastReviewed: /^\d{4}-\d\d-\d\d$/,
    startTime: /^\d\d:\d\d:00[+-]\d\d:\d\d$/,
    endTime: /^\d\d:\d\d:00[+-]\d\d:\d\d$/,
    timeRequired: /^PT\d+(\.\d+)?H$/,
    timeToComplete: /^P(\d+W|T\d+(\.\d+)?H)$/,
    courseWorkload: /^PT\d+(\.\d+)?H$/,
  }
  let seen = 0
  const problems = everywhere((nodes) =>
    nodes.flatMap((node) =>
      Object.entries(shapes).flatMap(([property, shape]) => {
        const value = node[property]
        if (value === undefined) return []
        seen++
        return typeof value === 'string' && shape.test(value) ? [] : [`${property} is ${String(value)}`]
      }),
    ),
  )
  expect(problems).toEqual([])
  expect(seen).toBeGreaterThan(100)
})
