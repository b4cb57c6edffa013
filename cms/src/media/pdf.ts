import { RefusedFile } from './refused-file'

/** Bytes in which readers look for the header of a PDF, and before its end marker for where its table of contents is. */
const searchedBytes = 1024
/** Bytes after the end marker, besides zeros and white space, that are not yet a sign of a PDF that is cut off. */
const maxBytesAfter = 64 * 1024
const endMarker = '%%EOF'

const headerOf = (bytes: Buffer) => bytes.subarray(0, searchedBytes + '%PDF-'.length).indexOf('%PDF-')

/** Some programs write a byte order mark, a line break or a line of a protocol before the header. A web page is not a PDF. */
export function isPdf(bytes: Buffer): boolean {
  const header = headerOf(bytes)
  return header >= 0 && !/<[a-z!?]/i.test(bytes.toString('latin1', 0, header))
}

/**
 * A PDF from its header to its end marker, without what scanners and report servers leave around it: Payload and some readers refuse
 * it otherwise. A PDF without anything around it stays as it is. Throws `RefusedFile` for one that is not whole.
 */
export function wholePdf(bytes: Buffer, name: string): Buffer {
  const header = headerOf(bytes)
  const end = bytes.lastIndexOf(endMarker)
  if (end < header || isCutOff(bytes.subarray(header), end - header)) {
    throw new RefusedFile(`“${name}” is a PDF that is damaged or cut off. Export it again and upload that.`)
  }
  if (header > 0 && isCounted(bytes, header, end)) {
    throw new RefusedFile(
      `“${name}” is a PDF with ${header} bytes before its beginning that it cannot be read without, and not every reader can read it with them. Open it, print or export it as PDF again, and upload that.`,
    )
  }
  const rest = lengthWithoutPadding(bytes) - end - endMarker.length
  const hasPadding = bytes.length - end - endMarker.length > 2
  if (header === 0 && rest <= 0 && !hasPadding) return bytes
  return Buffer.concat([bytes.subarray(header, end + endMarker.length), Buffer.from('\n')])
}

function isCutOff(pdf: Buffer, end: number): boolean {
  // A PDF for the web says its own length, because it has an end marker near its beginning too.
  const beginning = pdf.toString('latin1', 0, searchedBytes)
  const length = /\/Linearized\b/.test(beginning) ? /\/L\s+(\d+)/.exec(beginning)?.[1] : undefined
  if (length !== undefined && pdf.length < Number(length)) return true
  const before = pdf.toString('latin1', Math.max(0, end - searchedBytes), end)
  return !before.includes('xref') || lengthWithoutPadding(pdf) - end > maxBytesAfter
}

/** Zeros, white space, and the end-of-file character of old systems. */
const padding = new Set([0, 9, 10, 12, 13, 26, 32])

function lengthWithoutPadding(bytes: Buffer): number {
  let length = bytes.length
  while (length > 0 && padding.has(bytes[length - 1] ?? -1)) length--
  return length
}

/** Whether the PDF counts its positions from the beginning of the file instead of from its header. */
function isCounted(bytes: Buffer, header: number, end: number): boolean {
  const before = bytes.toString('latin1', Math.max(header, end - searchedBytes), end)
  const position = Number(/startxref\s+(\d+)\s*$/.exec(before)?.[1] ?? NaN)
  const isTable = (at: number) => /^(xref|\d+\s+\d+\s+obj)/.test(bytes.toString('latin1', at, at + 30))
  return isTable(position) && !isTable(position + header)
}
