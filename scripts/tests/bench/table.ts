/** A row of the table; without cells it is a heading. */
export type Row = [title: string, ...cells: string[]]

/** The value below which a share of all lies; of few values the next higher one. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

const ms = (value: number): string => (Number.isNaN(value) ? '' : String(Math.round(value)))

/** p50, p95 and max of durations in ms. */
export const spread = (values: readonly number[]): [string, string, string] => [
  ms(percentile(values, 0.5)),
  ms(percentile(values, 0.95)),
  ms(percentile(values, 1)),
]

/** Aligned: titles to the left, cells to the right, the last column, the aim, to the left again. */
export function tableOf(head: Row, rows: readonly Row[]): string {
  const all = [head, ...rows]
  const columns = Math.max(...all.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  )
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0
          return column === 0 || column === columns - 1 ? cell.padEnd(width) : cell.padStart(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line, index) => (rows[index - 1]?.length === 1 ? `\n${line}` : line))
    .join('\n')
}
