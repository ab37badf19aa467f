/** The polite pronouns. They have a capital, and are no names. */
export const POLITE_PRONOUNS = 'Sie Ihnen Ihr Ihre Ihrem Ihren Ihrer Ihres';
