import { cardSize } from '../content/queries/cards'
import type { CardView } from '../content/queries/cards'
import { cloths, inks } from './colors'

/** Where the parts of a card are, in px. */
export const places = { edge: 64, band: 428, wear: 800 } as const

/** The scrub top of the site, on its grid of 24. */
const top = 'M8.2 2.5 3.8 4.9 1 11.4l4.4 1.9.8-1.9V22h11.6V11.4l.8 1.9 4.4-1.9-2.8-6.5-4.4-2.4L12 9.2z'
const seam = 'm8.2 2.5-1.3.7 5.1 8 5.1-8-1.3-.7M6.2 11.4l.5-2.6m11.1 2.6-.5-2.6M13.4 13.6h3v3.6h-3z'

const scrub = (x: number, y: number, size: number, cloth: string): string =>
  `<g transform="translate(${x} ${y}) scale(${size / 24})"><path d="${top}" fill="${cloth}"/>` +
  `<path d="${seam}" fill="none" stroke="${inks.ground}" stroke-width="1.1" stroke-linejoin="round"/></g>`

/** All but the words, as SVG: the band with its hem, the rules and the scrub tops. */
export function backdrop({ color = 'navy', wear, colors = [] }: CardView): string {
  const { width, height } = cardSize
  const { edge, band } = places
  const hem = [band - 18, band - 10].map((y) => `M0 ${y}h${width}`).join('')
  const step = (width - 2 * edge - 96) / Math.max(5, colors.length - 1)
  const tops = colors.map((one, index) => scrub(edge + index * step, band + 53, 96, cloths[one]))
  return [
    `<rect width="${width}" height="${height}" fill="${inks.ground}"/>`,
    `<rect width="${width}" height="${band}" fill="${cloths[color]}"/>`,
    `<path d="${hem}" fill="none" stroke="#fff" stroke-opacity=".45" stroke-width="2" stroke-dasharray="10 7"/>`,
    ...(wear
      ? [
          `<path d="M${places.wear} ${band}V${height}" stroke="${inks.ink}" stroke-width="2"/>`,
          scrub(places.wear + 28, band + 53, 96, cloths[color]),
        ]
      : []),
    ...tops,
  ].join('')
}
