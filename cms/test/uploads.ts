import sharp from 'sharp'
import type { TestCms, TestUser } from './cms'

/** A picture with shapes; another `seed` gives another picture. */
export function picture(width: number, height: number, seed = 0) {
  const hue = (seed * 67) % 360
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue} 60% 40%)"/><circle cx="30%" cy="40%" r="20%" fill="#fc8"/></svg>`
  return sharp(Buffer.from(svg))
}

export interface SentFile {
  bytes: Buffer | Uint8Array
  name: string
  type?: string
  data?: Record<string, unknown>
  as?: TestUser
  id?: string
  query?: string
}

/** Uploads a file as the form of the admin does; with `id` it replaces the file of that document. */
export function sendFile(
  cms: TestCms,
  { bytes, name, type = 'image/png', data, id, query = '', as }: SentFile,
) {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(bytes)], { type }), name)
  form.set('_payload', JSON.stringify(data ?? { alt: 'Shapes', published: true }))
  return cms.request(id ? 'PATCH' : 'POST', `/api/media${id ? `/${id}` : ''}${query}`, { as, body: form })
}

interface WaitingPicture {
  id: string
  filename: string
  sizes: { webp480: { filename: string } }
}

let uploads = 0

/** Uploads a picture that no document shows yet. */
export async function uploadWaiting(cms: TestCms, as: TestUser): Promise<WaitingPicture> {
  const bytes = await picture(500, 300, ++uploads).png().toBuffer()
  const sent = { bytes, name: `shapes-${uploads}.png`, data: { alt: 'Shapes' }, as }
  const { status, body } = await sendFile(cms, sent)
  if (status !== 201) throw new Error(`The picture was refused: ${JSON.stringify(body)}`)
  return body.doc
}

/** The message at the first field of a refusal, or of the whole. */
export const messageOf = (body: {
  errors: { message: string; data?: { errors?: { message: string; path: string }[] } }[]
}) => body.errors[0]?.data?.errors?.[0]?.message ?? body.errors[0]?.message

export function pdf(text = '') {
  const body = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%${text}\nxref\n0 3\ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n9\n%%EOF\n`
  return Buffer.from(body)
}
