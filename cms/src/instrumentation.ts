/**
 * Next calls it once when the server starts. It connects and migrates the database, and starts the jobs, which would
 * otherwise wait for the first request, the webhook relay, the checks of live documents, and the list of what is used where.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { stampClientAddresses } = await import('./auth/client-address')
  stampClientAddresses()
  const { repairAddresses } = await import('./requests/accept-request')
  repairAddresses()
  const { getPayload } = await import('payload')
  const { default: config } = await import('@payload-config')
  const payload = await getPayload({ config, cron: true })
  const { env } = await import('./env')
  const { startRelay } = await import('./webhooks/relay')
  startRelay(payload, { targets: env.targets })
  const { keepFindings } = await import('./attention/refresh-findings')
  keepFindings(payload)
  const { rebuildReferences } = await import('./where-used/rebuild-references')
  rebuildReferences(payload).catch((err: unknown) =>
    payload.logger.error({
      err,
      msg: 'What is used where could not be listed. The next start tries it again',
    }),
  )
}
