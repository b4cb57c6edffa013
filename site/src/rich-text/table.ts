import type { RichTextNode } from 'shared-types'
import { textOnOneLine } from '../formats/plain-text'

type RowNode = Extract<RichTextNode, { type: 'paragraph' | 'quote' | 'table' | 'tablerow' }>
type CellNode = Extract<RichTextNode, { type: 'tablecell' }>

export interface Cell {
  /** Absent on data cells, and on header cells without text. */
  scope?: 'col' | 'row'
  colSpan?: number
  rowSpan?: number
  children: RichTextNode[]
}

export interface Table {
  /** The first rows, as long as all their cells are column headers. */
  head: Cell[][]
  body: Cell[][]
  /** The accessible name of the table: the text of its first row. */
  label: string
}

/** The bits of Lexical's `TableCellHeaderStates`: a cell of a header row, a cell of a header column. */
const headsColumn = 1
const headsRow = 2

/** Splits the rows of a table into its head and its body. */
export function readTable(nodes: readonly RichTextNode[]): Table {
  const rows = nodes.filter((node): node is RowNode => node.type === 'tablerow')
  const cellsOf = (row: RowNode) => row.children.filter((node): node is CellNode => node.type === 'tablecell')
  const firstBodyRow = rows.findIndex((row) => !cellsOf(row).every((cell) => cell.headerState & headsColumn))
  const headLength = firstBodyRow === -1 ? 0 : firstBodyRow
  const read = (row: RowNode): Cell[] =>
    cellsOf(row).map((cell) => ({
      scope: scopeOf(cell),
      colSpan: cell.colSpan > 1 ? cell.colSpan : undefined,
      rowSpan: cell.rowSpan > 1 ? cell.rowSpan : undefined,
      children: cell.children,
    }))
  const titles = rows[0] ? cellsOf(rows[0]).map((cell) => cellText(cell)) : []
  return {
    head: rows.slice(0, headLength).map(read),
    body: rows.slice(headLength).map(read),
    label: ['Table', titles.filter(Boolean).join(', ')].filter(Boolean).join(': '),
  }
}

function scopeOf(cell: CellNode): Cell['scope'] {
  if (!cellText(cell)) return undefined
  if (cell.headerState & headsColumn) return 'col'
  return cell.headerState & headsRow ? 'row' : undefined
}

const cellText = (cell: CellNode): string => textOnOneLine(cell.children)
