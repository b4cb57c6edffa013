import type { GlobalConfig } from 'payload'
import { textarea } from 'payload/shared'
import { globalAccess, staffOnlyField } from '../access/rules'
import { approvalsField } from '../fields/approvals'
import { globalVersions } from '../fields/drafts'
import { withValueCheck } from '../fields/validation'

function checkStateSentence(value: string): string | true {
  const word = /accredited|endorsed|recommended|supervised/i.exec(value)?.[0]
  return word && /schev|state council/i.test(value) && !/\bnot\b/i.test(value)
    ? `A school in Virginia is certified by SCHEV, never “${word}” by it. Use the exact sentence of the certificate.`
    : true
}

export const Disclosures: GlobalConfig = {
  slug: 'disclosures',
  admin: {
    group: 'Site',
    description:
      'Sentences that the law or an agreement prescribes. Copy them word for word from the document that prescribes them. Empty fields are not shown.',
  },
  access: globalAccess,
  versions: globalVersions,
  fields: [
    {
      name: 'stateCertification',
      label: 'Certification by the state',
      type: 'textarea',
      maxLength: 1000,
      validate: withValueCheck(textarea, checkStateSentence),
      admin: {
        description:
          'The exact sentence that the state (in Virginia: SCHEV) prescribes, and only once the school holds the certificate. Leave it empty until then.',
      },
    },
    {
      name: 'employment',
      type: 'textarea',
      maxLength: 1000,
      admin: {
        description:
          'What the school says about jobs and pay. No promise, and no figure without its year, the size of the class and how it was counted.',
      },
    },
    {
      name: 'externships',
      type: 'textarea',
      maxLength: 1000,
      admin: {
        description:
          'Shown with every externship: that places depend on partners and on the student’s checks.',
      },
    },
    {
      name: 'certification',
      label: 'Exams and certification',
      type: 'textarea',
      maxLength: 1000,
      admin: {
        description: 'Shown with every exam: that the certifying body decides, and that its fees change.',
      },
    },
    {
      name: 'others',
      label: 'Other disclosures',
      type: 'array',
      labels: { singular: 'Disclosure', plural: 'Disclosures' },
      fields: [
        { name: 'heading', type: 'text', required: true, maxLength: 100 },
        { name: 'text', type: 'textarea', required: true, maxLength: 2000 },
      ],
    },
    approvalsField(
      'Internal: the certificate of the school, its accreditations and its approvals. What visitors read of them stands above.',
      staffOnlyField,
    ),
  ],
}
