'use client'
import { SaveButton, TextField, useForm } from '@payloadcms/ui'
import type { SaveButtonClientProps, TextFieldClientComponent } from 'payload'
import { checkAltText } from '../../media/alt-text'

/** A text field that the form can check by itself. */
export const AltTextField: TextFieldClientComponent = (props) => (
  <TextField {...props} validate={(value, { siblingData }) => checkAltText(value, siblingData)} />
)

/**
 * The button Save of a file, which checks the alternative text first: Payload's forms send the file, which may take a
 * minute, and learn from the server what is missing.
 */
export function SaveFileButton(props: SaveButtonClientProps) {
  const { getDataByPath, setSubmitted, validateForm } = useForm()
  return (
    <span
      onClickCapture={(event) => {
        const decorative = getDataByPath<boolean>('decorative')
        if (checkAltText(getDataByPath('alt'), { decorative }) === true) return
        event.stopPropagation()
        setSubmitted(true)
        void validateForm()
      }}
    >
      <SaveButton {...props} />
    </span>
  )
}
