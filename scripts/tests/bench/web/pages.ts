import { pageTypes as paths } from '../../e2e/page-types'

export interface PageType {
  name: string
  path: string
  /** Kilobytes of all together, at most. */
  transfer?: number
  /** The page has an island: its script is no miss. */
  hasIsland?: boolean
  /** Kilobytes of script, at most, of a page that has some without an island. */
  script?: number
  /** Search engines are told to leave it out. */
  isUnlisted?: boolean
  /** It answers 404, as it should. */
  isMissing?: boolean
}

const special: Partial<Record<string, Omit<PageType, 'name' | 'path'>>> = {
  home: { transfer: 400 },
  courses: { hasIsland: true },
  course: { transfer: 300 },
  'online course': { transfer: 300 },
  'start dates': { hasIsland: true },
  search: { script: 4, isUnlisted: true },
  'not found': { isMissing: true },
}

/** One page of each type, of the sample school. */
export const pageTypes: readonly PageType[] = Object.entries(paths).map(([name, path]) => ({
  name,
  path,
  ...special[name],
}))
