import { pageTypes } from '../../e2e/page-types'

export interface PageType {
  name: string
  path: string
  /** The most kilobytes of all files together. */
  transfer?: number
  /** The page has an island: its script is no miss. */
  hasIsland?: boolean
  /** The most kilobytes of script, for a page that has scripts but no island. */
  script?: number
  /** Search engines are told to leave it out. */
  isUnlisted?: boolean
  /** The page answers 404 on purpose. */
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
export const measuredPages: readonly PageType[] = Object.entries(pageTypes).map(([name, path]) => ({
  name,
  path,
  ...special[name],
}))
