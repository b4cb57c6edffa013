import type { PageType } from './pages'
import { type Row, tableOf } from '../table'

/** The result of a part of the bench for one page. */
export interface Findings {
  /** A cell for each column. */
  cells: string[]
  /** The figures that miss their aims, each with the aim or the reason. */
  misses: string[]
}

/** One table of the bench: what it measures for each page type, and the aim of all of them. */
export interface WebPart {
  title: string
  columns: readonly string[]
  aim: string
  /** False for pages that have no such figures; they are left out. */
  isFor?: (page: PageType) => boolean
  measure: (page: PageType, url: string) => Promise<Findings>
}

export type Measured = readonly (Findings & { name: string })[]

/** The table of a part, its aim, and below it every miss with its page. */
export function reportOf({ title, columns, aim }: WebPart, measured: Measured): string {
  const head: Row = [title, ...columns, '']
  const rows = measured.map(({ name, cells, misses }): Row => {
    return [name, ...cells, misses.length > 0 ? `misses ${misses.length}` : '']
  })
  const misses = measured.flatMap(({ name, misses: found }) => found.map((miss) => `- ${name}: ${miss}`))
  const verdict = misses.length > 0 ? `What misses it:\n${misses.join('\n')}` : 'Nothing misses it.'
  return `${tableOf(head, rows)}\n\nAim: ${aim} ${verdict}`
}
