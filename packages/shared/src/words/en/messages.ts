import type { MessageTexts } from '../texts.ts';

/** Messages to end users in English. */
export const MESSAGES_EN: MessageTexts = {
  greeting: 'Hello',
  closing: (serviceProvider) => `Kind regards\n${serviceProvider}`,
  someServiceProvider: 'Your support team',
  subjects: {
    start: 'How to start your identification',
    link_pending: 'Your link will follow',
    reminder: 'Your identification is still open',
    reuse_link: 'Continue with the same link',
    app_or_browser: 'Help with your identification',
    other_method: 'Your identification needs another way',
    wait_for_result: 'Your identification is being checked',
    registering: 'You can sign shortly',
    accept_terms: 'One last step: the terms of use',
    sms_may_come: 'Your SMS may still come',
    terms_sms_missing: 'We are checking your SMS',
    number_wrong: 'Please tell us your mobile number',
    check_data: 'Please check your details',
    new_link: 'Your new link',
    newer_link: 'Please use your newest link',
    failed: 'Your identification was not completed',
    session_over: 'The time has run out',
    link_cancelled: 'Your link is no longer valid',
    cancelled_by_mistake: 'Your new link',
    identify_again: 'Please identify again',
    evidence_expired: 'Please identify again',
    cannot_sign: 'Help with signing',
    can_sign: 'You can sign now',
    already_identified: 'You can already sign',
    looking_into: 'We are looking into it for you',
  },
  paragraphs: {
    invite: () => 'Before you can sign electronically, you need to identify yourself online.',
    notice: ({ partner }) =>
      `The link takes you from our pages to our identification partner${named(partner.name)}, who identifies you on behalf of Swisscom Trust Services. Your personal data collected there is used only to identify you properly for your electronic signature.`,
    notice_own_use: ({ partner }) =>
      `The link takes you from our pages to our identification partner${named(partner.name)}, who identifies you on our behalf and on behalf of Swisscom Trust Services. Your personal data collected there is used only for the anti-money-laundering checks required of us by law and for your electronic signature.`,
    link: ({ url }) => `Your personal link: ${url}`,
    need_video: ({ video }) =>
      `You need your passport or identity card, your mobile phone (a code comes by SMS), good light and ${video.minMinutes} to ${video.maxMinutes} minutes. The video call is in German or English.`,
    tech_video: () =>
      'Please use the latest version of Chrome, Firefox, Edge or Opera and allow camera and microphone. Safari can cause problems; Internet Explorer does not work. If the call does not start in a company network, try a private connection.',
    app_video: ({ partner }) =>
      `The app of ${partner.name ?? 'our partner'} needs Android 5 or iOS 13, or newer.`,
    again_video: () => 'If the call is interrupted, open the same link again.',
    need_bank: () =>
      'You need online banking at a German bank in your own name and your mobile phone (a code comes by SMS). You log in to your bank and make one small payment. Name, date of birth, mobile number and country must be the same as at your bank.',
    session_bank: ({ bank }) =>
      `From the start you have ${bank.minutes} minutes. If you are interrupted, open the same link again within this time (up to ${bank.reuses} times).`,
    terms_bank: () =>
      'Afterwards you get an SMS with Swisscom’s terms of use. Once you accept them, you can sign.',
    mobile_id: () =>
      'Tip: activate Mobile ID before you start. You then confirm your signature on your phone; without it you use a password and a code by SMS.',
    preparing: () => 'We are preparing your identification. Your personal link is not ready yet.',
    link_promised: () => 'You will get it from us; there is nothing you need to do.',
    open: () =>
      'We have no result of your identification yet. If you have just finished it, you can ignore this message.',
    open_link: () => 'If you have not finished it, please use this link.',
    open_no_link: () => 'If you have not finished it, please tell us: you then need a new link.',
    interrupted: () => 'Your identification was interrupted. You can start again with the same link.',
    other_device: () =>
      'We are sorry that the identification did not work. Please try another browser or device; your link stays the same.',
    browser_only: () =>
      'We are sorry that the identification did not work. It works in the browser only, not in the app; your link stays the same.',
    being_checked: () => 'Thank you, you have done your part. The result is now being checked.',
    being_checked_video: ({ video }) =>
      `Thank you, you have done your part. The result is now being checked. From the start of the video call this usually takes up to ${video.maxMinutes} minutes.`,
    told_when_ready: () => 'We will tell you as soon as you can sign.',
    registering: () => 'You have been identified; your registration is being completed.',
    registering_sms: () => 'Please accept the terms of use that you get by SMS.',
    registering_sms_perhaps: () => 'If you have an SMS with Swisscom’s terms of use, please accept them.',
    registered_after: ({ registeredBy }, format) => `You can try to sign after ${format.time(registeredBy)}.`,
    terms: () =>
      'You have been identified. Before you can sign, please accept Swisscom’s terms of use. You should have received an SMS about them.',
    no_sms: () => 'No SMS? Please tell us.',
    ruled_out: ({ ruledOut }) => RULED_OUT[ruledOut],
    sms_may_come: () =>
      'You have been identified. The SMS with the terms of use has not reached you yet; it may still come. If it does not, please tell us.',
    sms_missing: () =>
      'You have been identified, but the SMS with the terms of use has not reached you. We are checking this.',
    sms_checked: () => 'We will get back to you.',
    not_again: () => 'You do not need to identify again for this.',
    number_wrong: () =>
      'The mobile number in your identification is not right, so the SMS cannot reach you. Please tell us the right number. You will then get a new link and identify again.',
    failed: () => 'Unfortunately your identification could not be completed.',
    check_document: () =>
      'Your identification could not be completed. Often the details given to us differ from your ID document. Please check all first names, surname, accents and date of birth and tell us what to correct. You will then get a new link.',
    check_account: () =>
      'Your identification could not be completed. Often the details given to us differ from your bank account. Please check first name, surname, date of birth, mobile number and country and tell us what to correct. You will then get a new link.',
    typed_wrong_document: () =>
      'The details of your identification must be the same as in your ID document. Please tell us all first names, the surname and the date of birth exactly as they stand there. You will then get a new link.',
    typed_wrong_account: () =>
      'The details of your identification must be the same as at your bank. Please tell us first name, surname, date of birth, mobile number and country exactly as they stand there. You will then get a new link.',
    new_attempt: () => 'Your last attempt could not be completed. Please identify again with this new link.',
    earlier_ended: () => 'Your earlier link is no longer valid.',
    newest_only: () => 'Please use only this newest link.',
    not_the_earlier: () => 'Please do not use the earlier link any more.',
    link_promised_again: () => 'You will get a new link from us.',
    ask_for_link: () => 'If you still want to sign, please contact us for a new link.',
    session_over: ({ sessionOver }) =>
      `Your identification was not finished within ${sessionOver.minutes} minutes.`,
    cancelled: () =>
      'The link for your identification is no longer valid. If you still want to sign, please contact us for a new one.',
    our_mistake: () =>
      'We cancelled your earlier link by mistake, and we apologise. Please use this new link; the earlier one no longer works.',
    identify_again: ({ changed }) => `${CHANGED[changed]} To sign again you need to identify again.`,
    expired: () =>
      'Your registration for electronic signatures has ended. To sign again you need to identify again.',
    expired_on: ({ expiredOn }, format) =>
      `Your registration for electronic signatures ended on ${format.day(expiredOn)}. To sign again you need to identify again.`,
    signing: ({ cannotSign }) => `You are identified. ${SIGNING[cannotSign]}`,
    change_nothing: () =>
      'Please do not set a new password or set up Mobile ID again before we have talked: you might have to identify again. If your SIM card, number or phone has changed, please tell us.',
    ready: () => 'Your identification is complete. You can now sign electronically.',
    already_identified: () =>
      'Your earlier identification is still valid, so you can sign. You do not need the identification link.',
    looking_into: () =>
      'Your identification is not moving on as it should. We are looking into it. There is nothing you need to do now.',
    checking_registration: () => 'We are checking your registration for electronic signatures.',
    get_back: () => 'We will get back to you.',
  },
};

function named(name: string | null): string {
  return name === null ? '' : ` ${name}`;
}

const RULED_OUT = {
  bank: 'The bank that you chose cannot be used to identify you. Please choose another bank; if no bank of yours is supported, please tell us.',
  method:
    'Unfortunately you cannot be identified by this method. If you still want to sign, please tell us: you need a link for another one.',
} as const;

const CHANGED = {
  app_without_code:
    'The Mobile ID app was set up again without its recovery code; your registration does not carry over.',
  password_reset: 'Your password for signing was reset; your registration does not carry over.',
  sim_or_number: 'Your SIM card or mobile number has changed; your registration does not carry over.',
} as const;

const SIGNING = {
  mobile_id: 'Please check that Mobile ID is active on your phone.',
  password: 'Please use the password you set for signing.',
  one_time_code: 'Please check that your phone can receive SMS.',
  not_registered: 'Please tell us what you see when you try to sign.',
  other: 'Please tell us what you see when you try to sign.',
} as const;
