/** A node of JSON-LD. */
export interface StructuredNode {
  '@type'?: string
  '@id'?: string
  [property: string]: unknown
}

/** All nodes of a graph, nested ones too. */
export function structuredNodes(value: unknown): StructuredNode[] {
  if (Array.isArray(value)) return value.flatMap(structuredNodes)
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(structuredNodes)
  return '@type' in value || '@id' in value ? [value as StructuredNode, ...inside] : inside
}

/** The properties without which search engines ignore a node of a type. */
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

/** The properties of these nodes that are missing or empty. */
export const structuredDataProblems = (nodes: readonly StructuredNode[]): string[] =>
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
  })
