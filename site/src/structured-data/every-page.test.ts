import { beforeAll, expect, test } from 'vitest'
import { renderTestPages } from '../../test/pages'
import { type StructuredNode, structuredDataProblems, structuredNodes } from '../../test/structured-data'

const origin = 'https://school.example'
/** The graph of each page by its path. */
const graphs = new Map<string, StructuredNode[]>()

beforeAll(async () => {
  for (const [path, html] of await renderTestPages()) {
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
    graphs.set(path, (JSON.parse(json) as { '@graph': StructuredNode[] })['@graph'])
  }
})

const typesOf = (path: string) => (graphs.get(path) ?? []).map((node) => node['@type'])

/** The problems that `check` finds, over all pages. */
const problemsOnPages = (check: (nodes: StructuredNode[], path: string) => string[]): string[] =>
  [...graphs].flatMap(([path, graph]) =>
    check(structuredNodes(graph), path).map((problem) => `${path}: ${problem}`),
  )

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
])('%s has nodes of its types', (path, types) => {
  expect(typesOf(path)).toEqual(types)
})

test('every page names the school, and every page but the home page has breadcrumbs', () => {
  const problems = problemsOnPages((nodes, path) => {
    const school = nodes.find((node) => node['@type'] === 'EducationalOrganization')
    const breadcrumbs = nodes.find((node) => node['@type'] === 'BreadcrumbList')
    const steps = (breadcrumbs?.itemListElement ?? []) as { position: number; name: string; item: string }[]
    const last = path === '/404.html' ? '/404/' : path
    return [
      ...(school?.['@id'] === `${origin}/#school` ? [] : ['no school']),
      ...(path === '/' || steps.length >= 2 ? [] : ['no breadcrumbs']),
      ...(path === '/' || steps.at(-1)?.item === origin + last
        ? []
        : ['the breadcrumbs do not end with the page']),
      ...(steps.every(({ position, name }, index) => position === index + 1 && name)
        ? []
        : ['incomplete breadcrumbs']),
    ]
  })
  expect(problems).toEqual([])
  expect(graphs.size).toBeGreaterThan(50)
})

test('every URL is absolute, and a URL of this site is one of its pages or pictures', () => {
  const addressKeys = ['url', 'item', '@id', 'image']
  const problems = problemsOnPages((nodes) =>
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

test('every id that is referred to is described on some page', () => {
  const described = new Set(
    [...graphs.values()].flatMap((graph) =>
      structuredNodes(graph).flatMap((node) => (node['@type'] && node['@id'] ? [node['@id']] : [])),
    ),
  )
  const problems = problemsOnPages((nodes) =>
    nodes.flatMap((node) =>
      !node['@type'] && node['@id'] && !described.has(node['@id'])
        ? [`no page describes ${node['@id']}`]
        : [],
    ),
  )
  expect(problems).toEqual([])
})

test('no property is empty, and each type has its required properties', () => {
  expect(problemsOnPages(structuredDataProblems)).toEqual([])
})

test('days, dates with a time and durations are written as ISO 8601', () => {
  const shapes: Record<string, RegExp> = {
    startDate: /^\d{4}-\d\d-\d\d$/,
    endDate: /^\d{4}-\d\d-\d\d$/,
    datePublished: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
    dateModified: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
    lastReviewed: /^\d{4}-\d\d-\d\d$/,
    startTime: /^\d\d:\d\d:00$/,
    endTime: /^\d\d:\d\d:00$/,
    timeRequired: /^PT\d+(\.\d+)?H$/,
    timeToComplete: /^P(\d+W|T\d+(\.\d+)?H)$/,
    courseWorkload: /^PT\d+(\.\d+)?H$/,
  }
  let seen = 0
  const problems = problemsOnPages((nodes) =>
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
