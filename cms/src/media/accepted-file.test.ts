import { existsSync, readdirSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '../env'
import { startCms, type TestCms, type TestUser } from '../../test/cms'
import { messageOf, pdf, picture, type SentFile, sendFile } from '../../test/uploads'

let cms: TestCms
let publisher: TestUser
let uploads: string

beforeAll(async () => {
  cms = await startCms()
  publisher = await cms.user('publisher')
  uploads = env.MEDIA_DIR
}, 60_000)
afterAll(() => cms.stop())

const send = (file: SentFile) => sendFile(cms, { as: publisher, ...file })
const files = () => (existsSync(uploads) ? readdirSync(uploads).sort() : [])

test('the type follows from the content, not from the name', async () => {
  const { body } = await send({
    bytes: await picture(50, 50).jpeg().toBuffer(),
    name: 'photo.html',
    type: 'text/html',
  })
  expect(body.doc.filename).toMatch(/^photo-[0-9a-f]{10}\.jpg$/)
  expect(body.doc.mimeType).toBe('image/jpeg')
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
const half = async () => {
  const whole = await picture(800, 800).jpeg().toBuffer()
  return whole.subarray(0, whole.length / 2)
}
const isoMedia = (brand: string, other: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}\0\0\0\0${other}miaf`),
    Buffer.alloc(500),
  ])
const bomb = () =>
  sharp({ create: { width: 8000, height: 7000, channels: 3, background: '#fff' }, limitInputPixels: false })
    .png()
    .toBuffer()

test.each([
  ['an SVG', () => Buffer.from(svg), 'logo.svg', 'image/svg+xml', /SVG drawing.*Export the drawing as PNG/],
  [
    'an SVG with an XML head, named .png',
    () => Buffer.from(`<?xml version="1.0"?>\n${svg}`),
    'logo.png',
    'image/png',
    /SVG drawing/,
  ],
  [
    'an SVG with a script',
    () => Buffer.from(svg.replace('<rect', '<script>alert(1)</script><rect')),
    'x.svg',
    'image/svg+xml',
    /can carry scripts/,
  ],
  [
    'a web page named .png',
    () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    'page.png',
    'image/png',
    /“page.png” is not what its name says: its content is a web page/,
  ],
  [
    'a GIF',
    () => Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64'),
    'dot.gif',
    'image/gif',
    /takes pictures \(JPEG, PNG, WebP\) and PDF/,
  ],
  ['an empty file', () => Buffer.alloc(0), 'empty.png', 'image/png', /is empty/],
  ['a JPEG cut off in the middle', half, 'cut.jpg', 'image/jpeg', /damaged or cut off/],
  [
    'a PDF cut off in the middle',
    async () => (await pdf()).subarray(0, 60),
    'cut.pdf',
    'application/pdf',
    /PDF that is damaged/,
  ],
  [
    'a small file that unfolds to 56 million pixels',
    bomb,
    'bomb.png',
    'image/png',
    /8000 × 7000 pixels; the most is 50 million/,
  ],
  [
    'a HEIC',
    () => isoMedia('heic', 'mif1'),
    'IMG_1.HEIC',
    'image/heic',
    /“IMG_1.HEIC” is a HEIC picture.*as JPEG/,
  ],
  ['a HEIC named .jpg', () => isoMedia('mif1', 'heic'), 'IMG_1.jpg', 'image/jpeg', /is a HEIC picture/],
  [
    'an AVIF',
    async () => await picture(40, 40).avif().toBuffer(),
    'a.avif',
    'image/avif',
    /“a.avif” is an AVIF picture/,
  ],
  ['a video', () => isoMedia('isom', 'mp42'), 'a.mp4', 'video/mp4', /is a video or a sound/],
  ['a TIFF', async () => await picture(40, 40).tiff().toBuffer(), 'a.tif', 'image/tiff', /is a TIFF picture/],
  [
    'a Word document',
    () => Buffer.from('PK\x03\x04 word/document.xml'),
    'a.docx',
    '',
    /Export a document as PDF/,
  ],
  [
    'bytes of no kind',
    () => Buffer.alloc(2000, 7),
    'a.png',
    'image/png',
    /of a kind that the media library does not know/,
  ],
  [
    'a PNG of 1 x 1',
    async () => await picture(1, 1).png().toBuffer(),
    'dot.png',
    'image/png',
    /too small: it has 1 × 1 pixels/,
  ],
  [
    'a PNG of 15 x 15',
    async () => await picture(15, 15).png().toBuffer(),
    'dot.png',
    'image/png',
    /too small/,
  ],
  [
    'a JPEG of 20,000 x 100',
    async () =>
      await sharp({ create: { width: 20_000, height: 100, channels: 3, background: '#777' } })
        .jpeg()
        .toBuffer(),
    'strip.jpg',
    'image/jpeg',
    /“strip.jpg” is too narrow: it has 20000 × 100 pixels/,
  ],
  [
    'a PNG of 1 x 300',
    async () => await picture(1, 300).png().toBuffer(),
    'line.png',
    'image/png',
    /too narrow/,
  ],
  [
    'a web page with a PDF in it',
    async () => Buffer.concat([Buffer.from('<html><script>1</script>'), await pdf()]),
    'page.pdf',
    'application/pdf',
    /content is a web page/,
  ],
  [
    'a PDF for the web that is cut off',
    async () => Buffer.from((await pdf()).toString().replace('/Catalog', '/Catalog/Linearized 1/L 99999')),
    'cut.pdf',
    'application/pdf',
    /PDF that is damaged/,
  ],
  [
    'a PDF that counts its positions from bytes before it',
    async () => {
      const file = Buffer.concat([Buffer.from('junk'), await pdf()]).toString()
      return Buffer.from(file.replace(/startxref\n9/, `startxref\n${file.indexOf('\nxref') + 1}`))
    },
    'report.pdf',
    'application/pdf',
    /a PDF with 4 bytes before its beginning that it cannot be read without/,
  ],
  [
    'a PDF whose header comes too late',
    async () => Buffer.concat([Buffer.alloc(1100, 10), await pdf()]),
    'late.pdf',
    'application/pdf',
    /its beginning is damaged/,
  ],
])('%s is refused with its reason', async (_, bytes, name, type, message) => {
  const before = files()
  const { status, body } = await send({ bytes: await bytes(), name, type })
  expect(status).toBe(400)
  expect(messageOf(body)).toMatch(message)
  expect(body.errors[0].data.errors[0].path, 'where the admin shows it').toBe('file')
  expect(files()).toEqual(before)
})

test.each([
  ['a byte order mark before it', async () => [Buffer.from('\uFEFF'), await pdf('bom')]],
  ['a line break before it', async () => [Buffer.from('\r\n'), await pdf('break')]],
  ['1024 bytes before it', async () => [Buffer.alloc(1024, 10), await pdf('late')]],
  ['3000 zeros after it', async () => [await pdf('zeros'), Buffer.alloc(3000)]],
  ['300 kB of zeros after it', async () => [await pdf('many zeros'), Buffer.alloc(300_000)]],
  [
    'text of a server after it',
    async () => [await pdf('server'), Buffer.from('\n<!-- made in 0.2 s -->'.repeat(200))],
  ],
])('a PDF with %s is taken without them', async (_, parts) => {
  const bytes = Buffer.concat(await parts())
  const { status, body } = await send({
    bytes,
    name: 'scan.pdf',
    type: 'application/pdf',
    data: { alt: 'A scan', published: true },
  })
  expect([status, messageOf({ errors: [], ...body })]).toEqual([201, undefined])
  expect(body.doc.mimeType).toBe('application/pdf')
  const stored = (await cms.request('GET', `/api/media/file/${body.doc.filename}`)).body as string
  expect([stored.slice(0, 9), stored.slice(-7)]).toEqual(['%PDF-1.4\n', '\n%%EOF\n'])
})
