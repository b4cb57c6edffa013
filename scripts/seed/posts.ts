import type { PostContent } from './content'
import { post as beforeYourExternship } from './posts/before-your-externship'
import { post as deaNumber } from './posts/dea-number-check-digit'
import { post as ecgStrip } from './posts/ecg-strip-heart-rate'
import { post as firstWeekAtTheDesk } from './posts/first-week-at-the-front-desk'
import { post as gamesAndSimulations } from './posts/games-and-simulations'
import { post as howToPay } from './posts/how-to-pay-and-read-a-cost-table'
import { post as ivFlowRate } from './posts/iv-flow-rate-by-hand'
import { post as orderOfDraw } from './posts/order-of-draw'
import { post as technicianAndPharmacist } from './posts/pharmacy-technician-and-pharmacist'
import { post as phlebotomyInHenrico } from './posts/phlebotomy-classes-henrico'
import { post as ptceAndExcpt } from './posts/ptce-and-excpt-compared'
import { post as retailPharmacy } from './posts/retail-pharmacy-externship'
import { post as roomingAPatient } from './posts/rooming-a-patient'
import { post as nhaExam } from './posts/sitting-an-nha-exam'
import { post as billersAndCoders } from './posts/what-billers-and-coders-do'
import { post as workingAndStudying } from './posts/working-while-studying-evenings'

export const posts: readonly PostContent[] = [
  deaNumber,
  phlebotomyInHenrico,
  technicianAndPharmacist,
  nhaExam,
  retailPharmacy,
  billersAndCoders,
  orderOfDraw,
  howToPay,
  ivFlowRate,
  ecgStrip,
  roomingAPatient,
  workingAndStudying,
  ptceAndExcpt,
  firstWeekAtTheDesk,
  beforeYourExternship,
  gamesAndSimulations,
]
