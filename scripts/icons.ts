import { writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { inRoot } from './bootstrap/root.mjs'

/**
 * Draws the icons of the site into site/public: `npm run icons -w scripts`, after a change of the drawing. They are committed, so
 * that a build needs no image library and gives the same bytes everywhere.
 */
const navy = '#1b2e57'
const scrub =
  '<path fill="#fff" d="M8.2 2.5 3.8 4.9 1 11.4l4.4 1.9.8-1.9V22h11.6V11.4l.8 1.9 4.4-1.9-2.8-6.5-4.4-2.4L12 9.2z"/>' +
  `<path fill="none" stroke="${navy}" stroke-width="1.1" stroke-linejoin="round" ` +
  'd="m8.2 2.5-1.3.7 5.1 8 5.1-8-1.3-.7M6.2 11.4l.5-2.6m11.1 2.6-.5-2.6M13.4 13.6h3v3.6h-3z"/>'

/** The scrub top on its ground; `share` of the side is the drawing. */
function drawing(share: number): Buffer {
  const side = 24 / share
  const offset = (side - 24) / 2
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}" fill="${navy}"/>` +
      `<g transform="translate(${offset} ${offset - 0.25})">${scrub}</g></svg>`,
  )
}

const png = (size: number, share: number): Promise<Buffer> =>
  sharp(drawing(share), { density: (72 * size) / (24 / share) })
    .resize(size, size)
    .flatten({ background: navy })
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer()

/** A PNG in the container of /favicon.ico, which browsers request from every site. */
function icoOf(picture: Buffer, size: number): Buffer {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2) // an icon
  head.writeUInt16LE(1, 4) // one picture
  head.writeUInt8(size, 6)
  head.writeUInt8(size, 7)
  head.writeUInt16LE(1, 10)
  head.writeUInt16LE(32, 12)
  head.writeUInt32LE(picture.length, 14)
  head.writeUInt32LE(head.length, 18)
  return Buffer.concat([head, picture])
}

const inPublic = (file: string): string => inRoot(`site/public/${file}`)
writeFileSync(inPublic('icon-192.png'), await png(192, 0.72))
writeFileSync(inPublic('icon-512.png'), await png(512, 0.72))
// A system may cut a shape out of it; the middle circle of four fifths always stays.
writeFileSync(inPublic('icon-maskable-512.png'), await png(512, 0.55))
writeFileSync(inPublic('apple-touch-icon.png'), await png(180, 0.7))
writeFileSync(inPublic('favicon.ico'), icoOf(await png(32, 0.9), 32))

/** The picture of social cards that cannot be drawn. */
const wide = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 42"><rect width="80" height="42" fill="${navy}"/>` +
    `<g transform="translate(28 9)">${scrub}</g></svg>`,
)
const mark = sharp(wide, { density: 72 * 15 })
  .resize(1200, 630)
  .flatten({ background: navy })
writeFileSync(
  inRoot('site/src/cards/mark.png'),
  await mark.png({ palette: true, compressionLevel: 9 }).toBuffer(),
)
