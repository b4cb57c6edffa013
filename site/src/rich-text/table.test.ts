import { paragraph, words } from 'shared-types/test/rich-text'
import { expect, test } from 'vitest'
import { cell, item, list, renderNodes, row } from '../../test/rich-text'

test('a table has its header row in its head, and header cells with their scope', async () => {
  const html = await renderNodes({
    type: 'table',
    children: [
      row(cell(3), cell(1, paragraph(words('Hours')))),
      row(cell(2, paragraph(words('Lab'))), {
        ...cell(0, paragraph(words('4')), paragraph(words('to 6'))),
        colSpan: 1,
        rowSpan: 2,
      }),
      row(cell(2, paragraph(words('Site')))),
    ],
  })
  expect(html.replace(/ ?(<\/?(table|thead|tbody|tr|th|td|p|div)[^>]*>) ?/g, '$1')).toBe(
    '<div class="table-scroll" role="group" aria-label="Table: Hours" tabindex="0"><table>' +
      '<thead><tr><td></td><th scope="col">Hours</th></tr></thead>' +
      '<tbody><tr><th scope="row">Lab</th><td rowspan="2"><p>4</p><p>to 6</p></td></tr>' +
      '<tr><th scope="row">Site</th></tr></tbody></table></div>',
  )
})

test('a table without a header row has no head', async () => {
  const html = await renderNodes({ type: 'table', children: [row(cell(0, paragraph(words('1'))))] })
  expect(html).not.toContain('<thead')
  expect(html).toContain('aria-label="Table: 1"')
})

/** The scopes and texts of a table's header cells: `row Tuition`. */
async function headersOf(...rows: unknown[]): Promise<string[]> {
  const html = await renderNodes({ type: 'table', children: rows })
  return [...html.matchAll(/<th scope="(\w+)"[^>]*>(?:<p>)?([^<]*)/g)].map(
    ([, scope, text]) => `${scope} ${text?.trim()}`,
  )
}
const textCell = (headerState: number, text: string, spans: { colSpan?: number; rowSpan?: number } = {}) => ({
  ...cell(headerState, ...(text ? [paragraph(words(text))] : [])),
  ...spans,
})

test.each([
  [
    'a header row and headers of rows',
    [row(textCell(1, 'Item'), textCell(1, 'Cost')), row(textCell(1, 'Tuition'), textCell(0, '$1,450'))],
    ['col Item', 'col Cost', 'row Tuition'],
  ],
  [
    'headers of rows only',
    [row(textCell(1, 'Tuition'), textCell(0, '$1,450')), row(textCell(1, 'Books'), textCell(0, '$120'))],
    ['row Tuition', 'row Books'],
  ],
  [
    'headers of rows that Lexical marks as such, and a corner that is both',
    [row(textCell(3, 'Item'), textCell(1, 'Cost')), row(textCell(2, 'Books'), textCell(0, '$120'))],
    ['col Item', 'col Cost', 'row Books'],
  ],
  [
    'a first column that is marked as both',
    [row(textCell(1, 'Item'), textCell(1, 'Cost')), row(textCell(3, 'Books'), textCell(0, '$120'))],
    ['col Item', 'col Cost', 'row Books'],
  ],
  [
    'a corner of a header column above a header row',
    [row(textCell(2, 'Item'), textCell(1, 'Cost')), row(textCell(2, 'Books'), textCell(0, '$120'))],
    ['col Item', 'col Cost', 'row Books'],
  ],
  [
    'an empty corner that is no header',
    [row(textCell(0, ''), textCell(1, 'Cost')), row(textCell(1, 'Books'), textCell(0, '$120'))],
    ['col Cost', 'row Books'],
  ],
  [
    'a header row whose first cell is no header',
    [row(textCell(0, 'Item'), textCell(1, 'Cost')), row(textCell(0, 'Books'), textCell(0, '$120'))],
    ['col Cost'],
  ],
  [
    'a row header beside an empty cell',
    [row(textCell(1, 'Item'), textCell(1, 'Cost')), row(textCell(1, 'Books'), textCell(0, ''))],
    ['col Item', 'col Cost', 'row Books'],
  ],
  [
    'a row header whose data stand in the row above',
    [row(textCell(1, 'Tuition'), textCell(0, '$1,450', { rowSpan: 2 })), row(textCell(1, 'Books'))],
    ['row Tuition', 'row Books'],
  ],
  [
    'pairs of a name and a value',
    [
      row(textCell(1, 'Name'), textCell(0, 'Ann'), textCell(1, 'Phone'), textCell(0, '555-0100')),
      row(textCell(1, 'Code'), textCell(0, 'PHL'), textCell(1, 'Room'), textCell(0, '4')),
    ],
    ['row Name', 'row Phone', 'row Code', 'row Room'],
  ],
  [
    'two columns of row headers',
    [
      row(textCell(1, 'Lab', { rowSpan: 2 }), textCell(1, 'Day'), textCell(0, '4')),
      row(textCell(1, 'Evening'), textCell(0, '3')),
      row(textCell(1, 'Site', { colSpan: 2 }), textCell(0, '8')),
    ],
    ['row Lab', 'row Day', 'row Evening', 'row Site'],
  ],
  [
    'a title across the table, then a header row',
    [
      row(textCell(1, 'Fees', { colSpan: 2 })),
      row(textCell(1, 'Item'), textCell(1, 'Cost')),
      row(textCell(1, 'Books'), textCell(0, '$120')),
    ],
    ['col Fees', 'col Item', 'col Cost', 'row Books'],
  ],
])('a table with %s tells screen readers what each header heads', async (_, rows, headers) => {
  expect(await headersOf(...rows)).toEqual(headers)
})

test.each([
  [
    'far too wide',
    [row(textCell(1, 'A', { colSpan: 1e9 })), row(textCell(0, 'B'), textCell(0, 'C'))],
    ['colspan="2"'],
  ],
  [
    'far too high',
    [row(textCell(0, 'A', { rowSpan: 1e9 }), textCell(0, 'B')), row(textCell(0, 'C'))],
    ['rowspan="2"'],
  ],
  ['alone in its table', [row(textCell(0, 'A', { colSpan: 1e9, rowSpan: 1e9 }))], []],
  ['zero or below', [row(textCell(0, 'A', { colSpan: 0, rowSpan: -5 }), textCell(0, 'B'))], []],
  [
    'as the table needs it',
    [
      row(textCell(0, 'A', { colSpan: 2 }), textCell(0, 'B', { colSpan: 3 })),
      row(textCell(0, 'C', { colSpan: 3 }), textCell(0, 'D'), textCell(0, 'E')),
      row(...['F', 'G', 'H', 'I', 'J'].map((text) => textCell(0, text))),
    ],
    ['colspan="2"', 'colspan="3"', 'colspan="3"'],
  ],
])('a cell whose span is %s covers what the table has', async (_, rows, spans) => {
  const html = await renderNodes({ type: 'table', children: rows })
  expect(html.match(/(?:col|row)span="[^"]*"/g) ?? []).toEqual(spans)
})

test('a header cell that spans into the body keeps its columns', async () => {
  const html = await renderNodes({
    type: 'table',
    children: [row(textCell(1, 'A', { rowSpan: 2 }), textCell(1, 'B')), row(textCell(0, '4'))],
  })
  expect(html).not.toContain('<thead')
  expect(html).toContain('rowspan="2"')
})

test('the name of a table keeps the words of a cell apart', async () => {
  const cells = [
    cell(0, paragraph(words('A'))),
    cell(0, paragraph(words('B')), paragraph(words('B2'))),
    cell(0, words('C'), list('bullet', item(words('D')), item(words('E')))),
  ]
  const html = await renderNodes({ type: 'table', children: [row(...cells)] })
  expect(html).toContain('aria-label="Table: A, B B2, C D E"')
})
