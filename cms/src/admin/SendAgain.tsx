'use client'
import { Button, useConfig } from '@payloadcms/ui'
import { useState } from 'react'

type Result = { isSending: true } | { message: string; href?: string; isProblem: boolean }

interface Answer {
  id?: string
  message?: string
  errors?: { message: string }[]
}

/** Sends a message once more, as a new one, and says what came of that. */
export function SendAgain({ address, target }: { address: string; target: string }) {
  const { config } = useConfig()
  const [result, setResult] = useState<Result>()
  const isSending = result !== undefined && 'isSending' in result

  const send = async () => {
    // Pressed twice it sends once; a button that cannot be pressed would lose the focus of a keyboard.
    if (isSending) return
    setResult({ isSending: true })
    try {
      const response = await fetch(`${address}/redeliver`, { method: 'POST', credentials: 'include' })
      const answer = (await response.json()) as Answer
      setResult(
        response.ok
          ? {
              message: answer.message ?? '',
              href: `${config.routes.admin}/collections/webhook-deliveries/${answer.id}`,
              isProblem: false,
            }
          : {
              message: answer.errors?.[0]?.message ?? `The CMS answered ${response.status}.`,
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
