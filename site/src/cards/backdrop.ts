import { cardSize } from '../content/queries/cards'
import type { CardView } from '../content/queries/cards'
import { themeColors, inks } from './colors'

/** Positions on a card in px: the margins, the lower end of the band, the left end of the scrub caption. */
export const places = { edge: 64, band: 428, scrub: 800 } as const

/** SVG paths of the site's scrub top, 24 units wide. */
const top = 'M8.2 2.5 3.8 4.9 1 11.4l4.4 1.9.8-1.9V22h11.6V11.4l.8 1.9 4.4-1.9-2.8-6.5-4.4-2.4L12 9.2z'
const seam = 'm8.2 2.5-1.3.7 5.1 8 5.1-8-1.3-.7M6.2 11.4l.5-2.6m11.1 2.6-.5-2.6M13.4 13.6h3v3.6h-3z'

const scrub = (x: number, y: number, size: number, fill: string): string =>
  `<g transform="translate(${x} ${y}) scale(${size / 24})"><path d="${top}" fill="${fill}"/>` +
  `<path d="${seam}" fill="none" stroke="${inks.ground}" stroke-width="1.1" stroke-linejoin="round"/></g>`

/** The card without its text, as SVG: the band with its hem, the rules and the scrub tops. */
export function backdrop({ color = 'navy', scrubCaption, colors = [] }: CardView): string {
  const { width, height } = cardSize
  const { edge, band } = places
  const hem = [band - 18, band - 10].map((y) => `M0 ${y}h${width}`).join('')
  const step = (width - 2 * edge - 96) / Math.max(5, colors.length - 1)
  const tops = colors.map((one, index) => scrub(edge + index * step, band + 53, 96, themeColors[one]))
  return [
    `<rect width="${width}" height="${height}" fill="${inks.ground}"/>`,
    `<rect width="${width}" height="${band}" fill="${themeColors[color]}"/>`,
    `<path d="${hem}" fill="none" stroke="#fff" stroke-opacity=".45" stroke-width="2" stroke-dasharray="10 7"/>`,
    ...(scrubCaption
      ? [
          `<path d="M${places.scrub} ${band}V${height}" stroke="${inks.ink}" stroke-width="2"/>`,
          scrub(places.scrub + 28, band + 53, 96, themeColors[color]),
        ]
      : []),
    ...tops,
  ].join('')
}
