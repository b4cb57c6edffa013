/** Hours of one module in class, in the lab and at the externship site. */
export interface Hours {
  classHours: number
  labHours: number
  siteHours: number
}

const hoursPerLine = 24
const hourWidth = 6
const lineHeight = 18
const barHeight = 14

/** A longer bar is not drawn: it would be taller than the page. */
const mostLines = 24

/**
 * SVG paths with one block for each hour, 24 in a line: solid in class, hollow in the lab, hollow with a base at the site.
 * They are stroked with the dash patterns of `HoursBar.astro`. Undefined for no hours, or more than fit.
 */
export function hoursBar({ classHours, labHours, siteHours }: Hours) {
  const total = classHours + labHours + siteHours
  const lines = Math.ceil(total / hoursPerLine)
  if (lines === 0 || lines > mostLines) return undefined
  return {
    width: hoursPerLine * hourWidth,
    height: (lines - 1) * lineHeight + barHeight,
    blocks: stroke(0, total, 7, 0),
    lab: stroke(classHours, classHours + labHours, 7, 1),
    site: stroke(classHours + labHours, total, 5.5, 1),
  }
}

/** Lines for the hours from `start` to `end`, each `inset` units shorter at its start. */
function stroke(start: number, end: number, y: number, inset: number): string {
  let path = ''
  for (let line = Math.floor(start / hoursPerLine); line * hoursPerLine < end; line++) {
    const from = Math.max(start, line * hoursPerLine) - line * hoursPerLine
    const to = Math.min(end, (line + 1) * hoursPerLine) - line * hoursPerLine
    const width = round((to - from) * hourWidth) - inset
    if (width > 0) path += `M${round(from * hourWidth) + inset} ${y + line * lineHeight}h${width}`
  }
  return path
}

const round = (value: number) => Math.round(value * 10) / 10
