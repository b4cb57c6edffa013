import type { RichTextChild, RichTextNode } from 'shared-types'
import { textOnOneLine } from '../formats/plain-text'

type CellNode = RichTextNode<'tablecell'>

export interface Cell {
  /** Absent on data cells, and on header cells without text. */
  scope?: 'col' | 'row'
  colSpan?: number
  rowSpan?: number
  children: RichTextChild<'tablecell'>[]
}

export interface Table {
  /** The first rows, as long as all their cells are headers. */
  head: Cell[][]
  body: Cell[][]
  /** The accessible name of the table: the text of its first row. */
  label: string
}

/** The bits of Lexical's `TableCellHeaderStates`: a cell of a header row, a cell of a header column. */
const headsColumn = 1
const headsRow = 2

/** A cell and its place: `row` up to `rowEnd` and `column` up to `columnEnd`, without the ends. */
interface PlacedCell {
  node: CellNode
  row: number
  rowEnd: number
  column: number
  columnEnd: number
}

/** For each row: the cells that begin in it, the cells that cover a part of it and may begin above, and whether it is a header row. */
interface Grid {
  cells: PlacedCell[][]
  covering: PlacedCell[][]
  isHeader: boolean[]
}

/** Splits the rows of a table into its head and its body. */
export function readTable(rows: readonly RichTextNode<'tablerow'>[]): Table {
  const grid = placeCells(rows.map(({ children }) => children))
  const headLength = headLengthOf(grid)
  const columns = [...new Set(grid.cells.flat().map(({ column }) => column))].toSorted((a, b) => a - b)
  const columnIndex = new Map(columns.map((column, index) => [column, index]))
  const read = (row: PlacedCell[]): Cell[] =>
    row.map((cell) => {
      // Only columns in which a cell begins count: a pasted table may claim to be wider than it is.
      const firstColumn = columnIndex.get(cell.column) ?? 0
      const following = columns.findIndex((column, index) => index > firstColumn && column >= cell.columnEnd)
      const colSpan = (following === -1 ? columns.length : following) - firstColumn
      const rowSpan = cell.rowEnd - cell.row
      return {
        scope: scopeOf(cell, grid),
        colSpan: colSpan > 1 ? colSpan : undefined,
        rowSpan: rowSpan > 1 ? rowSpan : undefined,
        children: cell.node.children,
      }
    })
  const titles = grid.cells[0]?.map(({ node }) => textOnOneLine(node.children)) ?? []
  return {
    head: grid.cells.slice(0, headLength).map(read),
    body: grid.cells.slice(headLength).map(read),
    label: ['Table', titles.filter(Boolean).join(', ')].filter(Boolean).join(': '),
  }
}

/** The most columns that a cell spans in HTML: https://html.spec.whatwg.org/multipage/tables.html#attr-tdth-colspan. */
const maxColSpan = 1000

/** Gives each cell its place, as browsers do: in the first column that no cell from above covers. */
function placeCells(rows: CellNode[][]): Grid {
  const cells: PlacedCell[][] = []
  const covering: PlacedCell[][] = rows.map(() => [])
  for (const [row, nodes] of rows.entries()) {
    const fromAbove = [...(covering[row] ?? [])].toSorted((a, b) => a.column - b.column)
    const placed: PlacedCell[] = []
    let column = 0
    for (const node of nodes) {
      while (fromAbove[0] && fromAbove[0].column <= column) {
        column = Math.max(column, fromAbove.shift()?.columnEnd ?? 0)
      }
      const columnEnd = column + Math.min(Math.max(node.colSpan, 1), maxColSpan)
      const rowEnd = Math.min(row + Math.max(node.rowSpan, 1), rows.length)
      const cell = { node, row, rowEnd, column, columnEnd }
      placed.push(cell)
      for (let covered = row; covered < rowEnd; covered++) covering[covered]?.push(cell)
      column = columnEnd
    }
    cells.push(placed)
  }
  return { cells, covering, isHeader: covering.map(isHeaderRow) }
}

/** How many rows at the start are header rows. A cell that spans into the body keeps its row there, or the rows would shift. */
function headLengthOf({ cells, isHeader }: Grid): number {
  let length = Math.max(isHeader.indexOf(false), 0)
  while (cells.slice(0, length).some((row) => row.some(({ rowEnd }) => rowEnd > length))) length--
  return length
}

const hasText = ({ node }: PlacedCell): boolean => textOnOneLine(node.children) !== ''

/** Whether all cells of a row are headers; the first may be empty, as the corner of a table often is. */
const isHeaderRow = (row: readonly PlacedCell[]): boolean =>
  row.some(({ node }) => node.headerState & headsColumn) &&
  row.every((cell) => cell.node.headerState !== 0 || (cell.column === 0 && row.length > 1 && !hasText(cell)))

/**
 * What a header cell heads. Other programs mark every header of a pasted table as one of a header row, so such a cell is
 * judged by its place: outside of a header row, the first cell of a row heads the row, and so does a cell between a cell
 * of data and another header below (`Name | Ann | Phone | 555-0100`).
 */
function scopeOf(cell: PlacedCell, { covering, isHeader }: Grid): Cell['scope'] {
  const { headerState } = cell.node
  if (headerState === 0 || !hasText(cell)) return undefined
  if (isHeader[cell.row]) return 'col'
  if (headerState & headsRow || cell.column === 0) return 'row'
  const right = covering[cell.row]?.find(({ column }) => column === cell.columnEnd)
  const below = covering[cell.rowEnd]?.find(
    ({ column, columnEnd }) => column <= cell.column && cell.column < columnEnd,
  )
  const isData = (neighbor: PlacedCell | undefined) =>
    neighbor !== undefined && neighbor.node.headerState === 0
  return isData(right) && !isData(below) ? 'row' : 'col'
}
