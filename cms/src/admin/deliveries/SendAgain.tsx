'use client'
import { Button, useConfig } from '@payloadcms/ui'
import { useState } from 'react'

type Result = { isSending: true } | { message: string; href?: string; isProblem: boolean }

interface ResponseBody {
  id?: string
  message?: string
  errors?: { message: string }[]
}

/** A button that sends the message again as a new message, and shows the result. */
export function SendAgain({ address, target }: { address: string; target: string }) {
  const { config } = useConfig()
  const [result, setResult] = useState<Result>()
  const isSending = result !== undefined && 'isSending' in result

  const send = async () => {
    // A second press is ignored. The button is not disabled, because a disabled button loses the keyboard focus.
    if (isSending) return
    setResult({ isSending: true })
    try {
      const response = await fetch(`${address}/redeliver`, { method: 'POST', credentials: 'include' })
      const body = (await response.json()) as ResponseBody
      setResult(
        response.ok
          ? {
              message: body.message ?? '',
              href: `${config.routes.admin}/collections/webhook-deliveries/${body.id}`,
              isProblem: false,
            }
          : {
              message: body.errors?.[0]?.message ?? `The CMS answered ${response.status}.`,
              isProblem: true,
            },
      )
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      setResult({ message: `Nothing was sent: ${reason}. Is the CMS running?`, isProblem: true })
    }
  }

  return (
    <div>
      <Button
        buttonStyle="secondary"
        size="small"
        margin={false}
        onClick={() => void send()}
        extraButtonProps={{ 'aria-disabled': isSending }}
      >
        Send again to “{target}”
      </Button>
      <p role="status">
        {result && ('isSending' in result ? 'Sending…' : result.message)}
        {result && 'href' in result && result.href && (
          <>
            {' '}
            <a href={result.href}>Open the new message</a>
          </>
        )}
      </p>
    </div>
  )
}
