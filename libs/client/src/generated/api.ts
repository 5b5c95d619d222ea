// Made from docs/openapi.json by `npm run openapi`. Don’t change it by hand.
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name this service and where it is documented */
        get: operations["getService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell that the process runs
         * @description Says nothing about the database: restarting this process would not bring it back.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether requests should be sent here
         * @description Answers 503 with the same body while one of the checks fails.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Give the figures of this process to Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Members and owners of merchants by phone and PIN, cashiers and staff by username and password. After three wrong tries in a row the PIN or password is locked for 15 minutes, and even the right one is refused. The access token lasts ten minutes; `refresh_token` asks for the next one. Members and owners get one if they name their `device`, cashiers and staff always.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/activation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a PIN or password with a one-time code
         * @description The cooperative hands out the code, for the first sign-in or when the PIN or password was forgotten. It serves once, within 7 days, and is void after five tries. Staff are given the secret of an authenticator app with it (`totp`), shown now and never again.
         */
        post: operations["createCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove once more who I am
         * @description Of staff, by `totp`: an access token of the same session that is good for approvals for five minutes. Signing in with a code does the same. Of members and owners of merchants, by `pin`: one that stands for a single payment above the amount that they set (PUT /v1/me/security), within five minutes. Wrong tries count as at signing in.
         */
        post: operations["stepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the next access token
         * @description Spends the refresh token and gives the next one. One that is sent a second time ends the session, because somebody has a copy: send it once, and sign in again if the answer was lost. A session bound to a device wants the signature of its key; without it nothing is spent.
         */
        post: operations["refreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out, here or everywhere
         * @description Within a second no process believes the tokens of this session any more, or with `everywhere` any token that the person was given before.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the public keys under which access tokens and documents are signed
         * @description While the key is being changed, those before and after it as well.
         */
        get: operations["listSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/jwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the public keys, at the address of release 0.1.0
         * @description The same as `/.well-known/jwks.json`, for whoever keeps this address.
         */
        get: operations["listSigningKeysAsBefore"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who I am
         * @description The role of this token with its cooperative and membership, the merchants that I own or work for, and under `roles` every role that I could sign in with.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my devices
         * @description The latest 50 phones that I signed in with, the one seen last first.
         */
        get: operations["listMyDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/devices/{id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out on one of my devices
         * @description Within a second its tokens are worth nothing. It may sign in again, with the PIN.
         */
        post: operations["signOutMyDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/devices/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Block a lost device
         * @description Signs it out, and its key is never let in again, not even with the right PIN.
         */
        post: operations["blockMyDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change my PIN
         * @description Ends every other session of mine, and voids the token that this was sent with: go on with the one in the answer, and with the refresh token that you have. Wrong tries count as at signing in.
         */
        put: operations["changeMyPin"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/security": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read above which amount my PIN is asked for */
        get: operations["getMySecurity"];
        /**
         * Set above which amount my PIN is asked for
         * @description For payments, sendings, payouts, authorisations, codes for cash and paying what I am asked for. Raising the amount, or taking it away, needs the PIN. It holds within a second, on all my phones: every token issued before is void, so go on with the one in the answer, and refresh elsewhere.
         */
        put: operations["changeMySecurity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments
         * @description Newest first: those that a member made, or that the caller’s merchant received. With `reference` the one payment that the caller made under it, posted or refused; an empty list means that there is none and none is under way. With `short_code` the one with that code on its receipt.
         */
        get: operations["listPayments"];
        put?: never;
        /**
         * Pay a merchant
         * @description By `merchant_id`, or by the text of a code that was scanned (`qr`). A code made for one payment is paid once, however many phones pay at once; its amount is its own. Moves the money at once: 201 means that the merchant has it. Whatever was decided, a refusal too, is answered again for the same key, for ever; a refusal that is stored names its payment in `payment_id`. After a time-out send the same request again, or ask by `reference`.
         */
        post: operations["createPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a payment
         * @description For the payer, the merchant who was paid, and the operator; each sees the own fees.
         */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what a payment would cost
         * @description Every fee before the yes, and who would be paid. A payment with this `quote_id` costs what is said here until the quote expires, five minutes later by the network’s clock. Nothing is reserved, no money moves.
         */
        post: operations["createQuote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/qr-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my QR codes
         * @description Newest first.
         */
        get: operations["listQrCodes"];
        put?: never;
        /**
         * Make a QR code
         * @description A shop’s is paid (`POST /v1/payments` with `qr`): a static one any number of times, a dynamic one once, before it expires. A member’s is for one sending of money or one cash deposit. Nothing moves. In a network that is not live the code says UJI COBA – BUKAN QRIS; a live one needs its QRIS identity first.
         */
        post: operations["makeQrCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/qr-codes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a QR code of mine
         * @description Also to learn whether it was paid, and by what.
         */
        get: operations["getQrCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/qr-codes/{id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draw a QR code of mine
         * @description As SVG or PNG. A test has UJI COBA – BUKAN QRIS below.
         */
        get: operations["drawQrCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/qr-codes/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a QR code back
         * @description It is paid no more. If a payment comes in the same moment, only one of the two happens. Done again, it answers the same.
         */
        post: operations["cancelQrCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/qr-codes/decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a QR code that was scanned
         * @description Any QRIS code. One of this network is looked up: `ours`, with who is paid, and whether it still can be. One that says something else than what was made is refused, whatever its checksum.
         */
        post: operations["decodeQrCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{id}/qris-identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read under which identity codes are made */
        get: operations["getQrisIdentity"];
        /**
         * Set under which identity codes are made
         * @description Only what a licensed provider gave to the network: a live network makes no codes without it. Codes of other networks are tests and say so, whatever is set here. Codes that were made before stay as they are.
         */
        put: operations["setQrisIdentity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/opening-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record the opening balance of a member */
        post: operations["createMemberOpeningBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/opening-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record the opening balance of a merchant */
        post: operations["createMerchantOpeningBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read my balance
         * @description A member’s wallet, or the merchant’s for its owner. A cashier sees payments, not the balance.
         */
        get: operations["getMyBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what moved my balance
         * @description Newest first, each line with the balance after it.
         */
        get: operations["listMyEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send money to a member
         * @description To a member of the same cooperative or of another one, by id or by the code that they show (`qr`). Ask `POST /v1/payees/resolve` first: it shows whom the number means and what it costs. 201 means that the payee has the money.
         */
        post: operations["sendMoney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay a shop’s money out to its owner
         * @description From the merchant’s wallet to a wallet of its owner, at any cooperative.
         */
        post: operations["createPayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what I sent and received
         * @description Newest first, both directions; a merchant’s are its payouts.
         */
        get: operations["listSentMoney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a sending of money
         * @description For its two ends; a refused one only for who sent it.
         */
        get: operations["getSentMoney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payees/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whom a number means, before sending
         * @description By `member_id`, `merchant_id`, `phone`, `qr`, or `cooperative_id` with `member_number`. Shows enough of the name to notice a wrong number. One person may be a member of several cooperatives: choose one of `data`.
         */
        post: operations["resolvePayee"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what a transfer moved, in whose book
         * @description The operator sees every leg; a cooperative those of its own book, and nothing of a transfer that has none there.
         */
        get: operations["getTransfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the trial balance of a cooperative */
        get: operations["getTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{id}/switch-trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the trial balance of the switch */
        get: operations["getSwitchTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an account of a book */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what moved an account
         * @description Newest first, each line with the balance after it.
         */
        get: operations["listAccountEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check the ledger
         * @description Computes every balance, every hash and every position again and compares them with what is stored, in one snapshot. Changes nothing. One check runs at a time; who asks meanwhile is told to come back.
         */
        post: operations["createVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read my statement of a month
         * @description The month begins and ends at midnight of the network’s time zone; one that is still running is given as it stands. As JSON, as CSV for spreadsheets (semicolons, UTF-8) or as PDF, by `format` or by the Accept header. A month of more than 20,000 entries is given as CSV only.
         */
        get: operations["getMyStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the statement of an account of a book
         * @description The month begins and ends at midnight of the network’s time zone; one that is still running is given as it stands. As JSON, as CSV for spreadsheets (semicolons, UTF-8) or as PDF, by `format` or by the Accept header. A month of more than 20,000 entries is given as CSV only.
         */
        get: operations["getAccountStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{short_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check a receipt that one holds
         * @description For anybody, by the code and the amount on it. Another amount answers like a code that was never given out. Thirty a minute for each address and network.
         */
        get: operations["checkReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/receipts/{short_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the receipt of an act that one took part in
         * @description For payer and payee, and for the counters of the cooperatives that took part. `format=text` gives a slip of 32 columns for thermal printers.
         */
        get: operations["getMyReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened to my money and my PIN
         * @description Newest first: every credit and debit of the wallet (a merchant’s sales, refunds and payouts), codes, lock-outs.
         */
        get: operations["listMyNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark notifications as read
         * @description All of them up to this time. A mark never moves back.
         */
        post: operations["readMyNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find anything by what names it
         * @description Exact matches only, at most 20: any id, a short code, a reference, an idempotency key, a phone number as people write it, a member’s or an invoice’s number. Deposits, withdrawals, authorisations and refunds are found as the transfers that they are. Treasurers and managers find what is their own cooperative’s. Every search is logged.
         */
        get: operations["searchAnything"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what I am asked to pay, or what I ask others to pay
         * @description Newest first.
         */
        get: operations["listPaymentRequests"];
        put?: never;
        /**
         * Ask a member for money
         * @description By a member for their own wallet, or by a shop as a bill. The member is told and decides: nothing moves until they pay with their own token. At most 20 requests to the same member are open at once.
         */
        post: operations["askForPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a payment request
         * @description For whoever asks and whoever is asked.
         */
        get: operations["getPaymentRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-requests/{id}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay what I am asked for
         * @description All that is left, or a part where partial payment is allowed; never more than was asked, however many devices pay at once. A bill of a shop is a payment, a request of a member a sending of money. 201 means that the asker has the money; after a time-out, repeat with the same key.
         */
        post: operations["payPaymentRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-requests/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline to pay
         * @description What was paid of it before stays paid. Done again, it answers the same.
         */
        post: operations["declinePaymentRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-requests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what I asked for
         * @description What was paid of it before stays paid. Done again, it answers the same.
         */
        post: operations["cancelPaymentRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the invoices we issued or received
         * @description Newest first.
         */
        get: operations["listInvoices"];
        put?: never;
        /** Bill another cooperative */
        post: operations["issueInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an invoice
         * @description For its two cooperatives.
         */
        get: operations["getInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to pay an invoice
         * @description By the buyer; another person of the buyer agrees by `POST /v1/approvals/{id}/approve`, which pays. It counts against the buyer’s net debit cap and is settled with the cycle. One proposal for an invoice at a time.
         */
        post: operations["proposeInvoicePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline to pay an invoice
         * @description By the buyer. What was paid of it before stays paid. Done again, it answers the same.
         */
        post: operations["declineInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an invoice back
         * @description By the seller. What was paid of it before stays paid. Done again, it answers the same.
         */
        post: operations["cancelInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incentive-budgets/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is left for cashback
         * @description Of the caller’s cooperative, or of the switch for operator and auditor. Acts take from it while it lasts; when it is used up they go on without cashback.
         */
        get: operations["getIncentiveBudget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incentive-budgets/fundings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to set money aside for cashback
         * @description A cooperative’s is its expense at once; the switch’s is taken from the fees it has earned. Another person agrees by `POST /v1/approvals/{id}/approve`, which posts it. One proposal at a time.
         */
        post: operations["proposeIncentiveFunding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened
         * @description Oldest first. `next_cursor` is always there: keep it, and ask with it as `after` again; nothing is left out, and nothing comes later before a cursor that was given out. With `wait` the answer waits for an event if there is none yet. There may be fewer events than `limit`, or none, although `has_more`.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch what happens
         * @description Server-sent events, from now on or behind `Last-Event-ID` (or `after`). `id` is a cursor, `event` the type, `data` the event as it is listed. `caught_up` marks where what was missed ends. A comment comes every 15 seconds. The stream ends with its token: connect again with a new one, and nothing is missed.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an event */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List where a program is told of events
         * @description Oldest first; there are ten at most.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Have a program told of events
         * @description Of what is posted from now on. The `secret` with which each call is signed (Standard Webhooks) is shown now and never again. `format` `snap` has the program told by the notifications of SNAP BI instead, signed under the key of which `public_keys` has the public half.
         */
        post: operations["registerWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read where a program is told of events */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change where or of what a program is told
         * @description One that is active again is told of what comes from now on, and of what still waited; the rest is in `GET /v1/events`.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign with a new secret
         * @description The former one signs beside it for `overlap_hours`: each call has both signatures meanwhile. Of SNAP BI the former key signs until then, and the new one after it.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was told to an endpoint
         * @description Newest first, of the last thirty days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a delivery, with what was sent and answered each time */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event again
         * @description Whatever became of it, at once and with the same content.
         */
        post: operations["resendWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tills
         * @description In the order in which they were made.
         */
        get: operations["listTills"];
        put?: never;
        /**
         * Make a till
         * @description An empty cash drawer, closed until a teller opens a session at it.
         */
        post: operations["createTill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a till */
        get: operations["getTill"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tills/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a till out of use, or back into it
         * @description `suspended` for a time, `retired` for good; not while a session is open at it. The same state again changes nothing.
         */
        post: operations["changeTillState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/till-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sessions of a till
         * @description Newest first.
         */
        get: operations["listTillSessions"];
        put?: never;
        /**
         * Open a till
         * @description The teller counts the float; it goes from the vault to the till, and the till opens, in one posting. A till has one teller at a time, and a teller one till.
         */
        post: operations["openTillSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/till-sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a session with what the books say is in the drawer */
        get: operations["getTillSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/till-sessions/{id}/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what came into and left the drawer in a session
         * @description Newest first, from the float to the closing; each is one slip, and they sum to what is expected.
         */
        get: operations["listTillMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/till-sessions/{id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was counted in a session
         * @description Newest first, at most 100.
         */
        get: operations["listTillCounts"];
        put?: never;
        /**
         * Count a till
         * @description Writes down what is in the drawer beside what the books say. Nothing moves.
         */
        post: operations["countTill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/till-sessions/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a till with what was counted
         * @description If the count is what the books say, the cash goes to the vault and the till closes, in one posting: status `closed`. If not, the till is frozen and the status is `counted`: count again with a new key, or ask for the difference to be accepted.
         */
        post: operations["closeTill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/till-sessions/{id}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the difference of a counted till to be accepted
         * @description Another person, manager or treasurer, approves it at `POST /v1/approvals/{id}/approve`. Then shortage or overage and the way to the vault are one posting, and the session is closed.
         */
        post: operations["requestTillDifference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cash-transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carry cash between bank, vault and till
         * @description Between vault and a till that is open, or between bank and vault. By treasurer or manager, who answer for the vault.
         */
        post: operations["createCashTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the member who stands at the counter
         * @description In any cooperative of the network, by id, phone, or cooperative and member number. Names are masked; `identity_checks` says what to look at. At most 60 questions in 15 minutes.
         */
        post: operations["findMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take cash in for a member
         * @description At the till that the teller has open, for a member of the same cooperative or of another one. 201 means that the wallet has the money: give the slip with the short code. After a time-out send the same request again.
         */
        post: operations["createDeposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a deposit
         * @description For the staff of the cooperative whose till it is, the member, and the operator.
         */
        get: operations["getDeposit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/withdrawal-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a code for taking out cash
         * @description Eight digits for one withdrawal of this amount, at any counter of the network, within 10 minutes. A new code cancels the former one; after five wrong tries it is locked and you are told. `code` is shown now and never again.
         */
        post: operations["createWithdrawalCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/withdrawal-codes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what has become of a code */
        get: operations["getWithdrawalCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/withdrawal-codes/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a code
         * @description One that has ended already stays as it is.
         */
        post: operations["cancelWithdrawalCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is held at the own till
         * @description What expires first comes first; all of it has to be confirmed, cancelled or expired before the till can close.
         */
        get: operations["listOpenWithdrawals"];
        put?: never;
        /**
         * Hold cash for somebody at the counter
         * @description With the one-time code that the member made, or the member’s PIN and an amount. 201 means **held**, for 15 minutes: hand out no cash yet. Confirm, and hand out cash on the answer `posted` only; or cancel. What is neither becomes void by itself.
         */
        post: operations["createWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/withdrawals/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post a withdrawal, then hand out the cash
         * @description By the teller at whose till it is held. Hand out cash on the answer `posted` only; after a time-out send the same request again, or read the withdrawal.
         */
        post: operations["confirmWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/withdrawals/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a held withdrawal go
         * @description No cash is handed out; the wallet has its money back at once.
         */
        post: operations["cancelWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/withdrawals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a withdrawal as it stands now
         * @description For the staff of the cooperative whose till it is, for whose money it is, and the operator.
         */
        get: operations["getWithdrawal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authorisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List authorisations
         * @description Newest first: those that a member gave, or that the caller’s merchant was given.
         */
        get: operations["listAuthorisations"];
        put?: never;
        /**
         * Authorise a merchant to take an amount later
         * @description Reserves the money for that merchant, in the wallet and under the cooperative’s cap. Captures are charged by the fee schedule of now. What is not captured in time is released by itself.
         */
        post: operations["createAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authorisations/{id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an authorised amount, or a part of it
         * @description Posts a payment like any other: it can be refunded. All that is left, unless `amount` says less; the rest is released, unless `final` is false. After its time nothing can be captured.
         */
        post: operations["captureAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authorisations/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release an authorised amount
         * @description What was not captured is the member’s again at once.
         */
        post: operations["voidAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/authorisations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an authorisation
         * @description For the member who gave it, the merchant, and the operator.
         */
        get: operations["getAuthorisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the refunds that a merchant gave
         * @description Newest first; those that were posted.
         */
        get: operations["listRefunds"];
        put?: never;
        /**
         * Give back a payment, or a part of it
         * @description Any number of times, together never more than was paid; before or after settlement. The merchant discount comes back in proportion, unless the schedule of the payment lets it be kept; a cashback goes back in proportion out of what the member gets. Where the member’s wallet is closed, the money waits with the member’s cooperative.
         */
        post: operations["createRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a refund
         * @description For the merchant, the member who got it, and the operator; for the staff of the member’s cooperative while it waits there in suspense.
         */
        get: operations["getRefund"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suspense-releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for money in suspense to be released
         * @description All that one refund or reversal brought there because the member’s wallet was closed: to another wallet of the same person, at any cooperative, or in cash or by bank. It is done once a manager, another person, approves it.
         */
        post: operations["requestSuspenseRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reversals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo what one sent oneself and never learnt the outcome of
         * @description By the sender’s own `reference`, or by `transfer_id`. What was posted is undone wholly, within 24 hours (a payment or authorisation by its payer: within 10 minutes); a hold is released; what never arrived never takes effect: its reference is used up. 201: done. 202: `pending` waits for funds or a cap and is tried again by itself; `awaiting` waits for another person, who has to agree to undoing a withdrawal or a sending of money.
         */
        post: operations["createReversal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reversals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a reversal
         * @description For who asked for it, the managers of the same cooperative, and the operator.
         */
        get: operations["getReversal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask what became of what one sent
         * @description By the sender’s own `reference` or `idempotency_key`, whatever the act was. `posted` and `refused` are final. 404 `never_arrived` is final as well for what was sent before the question: nothing has moved; send it again with the same key, or reverse its reference so that it never takes effect.
         */
        get: operations["getAct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what partners ask of me and may do in my name
         * @description The latest hundred, newest first. A question waits for 15 minutes; what was approved holds until it is ended, or the partner has not used it for 90 days.
         */
        get: operations["listConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a partner act in my name
         * @description By PIN, which the partner never sees. From then on the partner may read the wallet, pay and send money out of it over SNAP BI, until the consent is ended. Nothing moves now.
         */
        post: operations["approveConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a partner, or end what it may do
         * @description At once, for all its tokens. What was done before stays. Done again, it answers the same.
         */
        post: operations["endConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List programs
         * @description Those that the caller runs, oldest first.
         */
        get: operations["listApiClients"];
        put?: never;
        /**
         * Register a program
         * @description Of a shop by its owner, its cooperative’s manager or an operator; of a cooperative by the latter two. It has no key yet: `POST /v1/api-clients/{id}/keys`. A program of a network that is not live serves there only.
         */
        post: operations["registerApiClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-clients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a program and its keys */
        get: operations["getApiClient"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a program
         * @description What it may do no more is refused within a second, also by tokens that were issued before.
         */
        patch: operations["changeApiClient"];
        trace?: never;
    };
    "/v1/api-clients/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a program a key, or a new one in place of the former
         * @description A `secret` is shown now and never again. The former key of the kind goes on to serve for `overlap_hours`, so that nothing stands still meanwhile.
         */
        post: operations["addClientKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-clients/{id}/keys/{key}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a key
         * @description Within a second it serves nowhere, and neither does any token that the program was issued before. Done again, it answers the same.
         */
        post: operations["revokeClientKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-clients/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a program asked lately
         * @description Newest first: its last thousand requests, of a busy second a part. No body, no query and no header is kept.
         */
        get: operations["listClientRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/client-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token for a program
         * @description By the program’s id and secret, or by what it signed with its private key. The token lasts ten minutes and does what its scopes say; ask again when it has run out.
         */
        post: operations["createClientToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to what another person asks, which does it
         * @description By another person than the one who asked, with one of the roles that its kind names. The answer is `EXECUTED`, or `FAILED` with the reason; of a joint request `PENDING`, until somebody of the other cooperative agrees too. Done again by the same person, it answers the same and does nothing; where the outcome was unknown (503), do it again.
         */
        post: operations["approveRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline what another person asks */
        post: operations["rejectRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what you asked for
         * @description By whoever asked, while nobody has agreed to it.
         */
        post: operations["cancelRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a request for approval */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List requests for approval
         * @description Newest first: those of the caller’s cooperative and joint ones with it, or of the whole network.
         */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what somebody has to look at
         * @description Newest first: those of the caller’s cooperative, or of the whole network. One cause has one alert until it is cleared.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you see to an alert
         * @description The first who says so stays named; said again it changes nothing.
         */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what staff did, and what changed of rules and credentials
         * @description Newest first: what concerns the caller’s cooperative, or the whole network. An act has the route by which it was done; a change has what was before and after, without names, phones or secrets.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the signed roots of the audit’s days
         * @description Newest first, of days that are over and on which something was done. Whoever keeps a root can prove by `npm run verify-audit` that no entry up to it was altered since. docs/operations.md tells how.
         */
        get: operations["listAuditDays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/days/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the audit of a day
         * @description One JSON object a line, in the order of the chain. `content` is what was hashed; where an entry is another cooperative’s it is null, and its hash alone keeps the chain whole.
         */
        get: operations["exportAuditDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the networks */
        get: operations["listNetworks"];
        put?: never;
        /**
         * Open a network
         * @description With the books of the switch, the limits of the regulator, and its first cycle.
         */
        post: operations["createNetwork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a network */
        get: operations["getNetwork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{id}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move the clock of a network that is not live
         * @description Forward only. What would have happened meanwhile, such as a cut-off, happens now.
         */
        post: operations["moveNetworkClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{id}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the limits of a network
         * @description Of members by tier, tills and merchants. They hold from the next act on. A bound that is left out stays as it is; null takes it away.
         */
        put: operations["setNetworkLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{id}/joint-approval-limit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Ask for another limit above which both cooperatives agree
         * @description What two persons agree on between two cooperatives (an upheld dispute, money that was sent and comes back) needs, above this amount, a treasurer or manager of each. Another operator has to agree to the change; requests that wait keep what held when they were made.
         */
        put: operations["requestJointApprovalLimit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/networks/{id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set when cycles are cut off */
        put: operations["setNetworkCalendar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a merchant’s own limits
         * @description Where a bound is null, that of the network for all merchants holds.
         */
        get: operations["getMerchantLimits"];
        /**
         * Set a merchant’s own limits
         * @description Each bound is instead of the network’s for all merchants, lower or higher. What is left out stays as it is, null takes a bound away. They hold from the next act on.
         */
        put: operations["setMerchantLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/large-cash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List cash that must be reported
         * @description Whose deposits and withdrawals in cash on that day are together as much as `large_cash_threshold` of the network or more, at whatever counters, the largest first. A manager finds the own members and whoever was at the own counters; memberships elsewhere are left out.
         */
        get: operations["listLargeCash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fee-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List fee schedules
         * @description Oldest first, the retired and rejected ones too.
         */
        get: operations["listFeeSchedules"];
        put?: never;
        /**
         * Draw up a fee schedule
         * @description A `preset`, or `rules` of which the most specific one decides. It is a `draft` that never changes; once another operator has agreed (see submit) it comes into force at `effective_at`, and payments made before keep the fees they were made with. Only the first schedule of a network is in force at once, unless it is for later.
         */
        post: operations["createFeeSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fee-schedules/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for agreement to a drafted fee schedule
         * @description Another operator approves or rejects it at `/v1/approvals`, within 24 hours.
         */
        post: operations["submitFeeSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fee-schedules/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back a fee schedule that is not in force yet
         * @description A draft, or an approved one before its time. What is in force stays in force.
         */
        post: operations["withdrawFeeSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fee-schedules/{id}/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what past traffic would have cost under a fee schedule
         * @description Every act of the period, last calendar month unless told, priced as payments are, beside what was booked then: by service and component, and what each party would earn and pay. Changes nothing; at most 1,000,000 transfers.
         */
        post: operations["simulateFeeSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fee-schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a fee schedule */
        get: operations["getFeeSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List cooperatives
         * @description Oldest first. Staff of a cooperative find their own only.
         */
        get: operations["listCooperatives"];
        put?: never;
        /**
         * Invite a cooperative
         * @description Opens its book with a net debit cap of zero. It may transact once its state is `active`: `invited`, `training`, `active`.
         */
        post: operations["createCooperative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a cooperative */
        get: operations["getCooperative"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/reachability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Switch a cooperative of a sandbox off or on
         * @description While it is off, acts in which it takes part are answered 503 `outcome_unknown` and nothing moves. Sent again once it is on, they are done.
         */
        put: operations["setCooperativeReachability"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a cooperative to its next state
         * @description Holds from the next act on. A suspended cooperative begins nothing new; what was begun is finished. Who leaves must be even with the network, every wallet empty. On a live network another operator has to agree to `active`, `suspended` and `left`: the state is still the former one, and `approval_id` names what waits.
         */
        post: operations["changeCooperativeState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List members
         * @description In the order in which they joined, phones masked.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Take on a member
         * @description Opens an empty wallet. The one-time `activation_code` is shown now and never again: the member chooses a PIN with it. Who is a member elsewhere in the network, or was one here (`person_id`, and the same phone), keeps the PIN they have.
         */
        post: operations["createMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a member */
        get: operations["getMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/tier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change how well a member is known
         * @description Raises a member to `registered` after the identity card was seen at the counter, or lowers the tier again. The next act goes by the limits of the new tier. Money that is there stays, also above what the tier may hold.
         */
        put: operations["changeMemberTier"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze, open again or close a member’s wallet
         * @description A wallet must be empty to be closed, and stays closed.
         */
        post: operations["changeMemberStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the devices of a member
         * @description The latest 50 phones that a member of the own cooperative signed in with.
         */
        get: operations["listMemberDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/devices/{device_id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Block the lost device of a member
         * @description Signs it out within a second, and its key is never let in again. Make sure first who asks: their identity card, and the number that the cooperative knows them by.
         */
        post: operations["blockMemberDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/pin-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new PIN for a member
         * @description After every identity check was made. A treasurer or manager, another person, has to agree; then whoever asked gets the code to hand over. The member is told. Until a new PIN is chosen the former one goes on.
         */
        post: operations["requestPinReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/pin-resets/{approval_id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the code by which the member chooses a new PIN
         * @description For whoever asked, once another person has agreed: good for POST /v1/auth/activation within the hour, and void after five tries. Shown now and never again; asked again, it is another one.
         */
        post: operations["getPinResetCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close my wallet
         * @description The wallet is emptied and closed in one act, and stays closed. What is left goes, free of charge, to another membership of the same person (`send_rest_to`). Holds must have ended before; a refund that comes later is kept for the person by the cooperative.
         */
        post: operations["closeMyWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a member’s wallet
         * @description The wallet is emptied and closed in one act, and stays closed. What is left goes, free of charge, to another membership of the same person (`send_rest_to`). Holds must have ended before; a refund that comes later is kept for the person by the cooperative.
         */
        post: operations["closeMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take what is known of me with me
         * @description All that stands under my name. What was posted is in the statements of the wallets named.
         */
        get: operations["exportMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hand a member what is known of them
         * @description For a member who asks at the counter; memberships in the own cooperative only.
         */
        get: operations["exportMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a former member’s personal data to be erased
         * @description Once all wallets of the person are closed and they work for nobody. When another person has agreed, the key under which name, phone and NIK are encrypted is destroyed: nobody can read them any more, and it can not be undone. The books stay as they are and can still be verified.
         */
        post: operations["requestErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List merchants
         * @description Oldest first. Operators, auditors and a cooperative’s staff find what they run or oversee, owners their own shops. Anybody else finds the shops of the network that can be paid, as `GET /v1/merchants/{id}` shows them before paying.
         */
        get: operations["listMerchants"];
        put?: never;
        /**
         * Take on a merchant
         * @description The owner is a member of the cooperative (`owner_member_id`), who signs in with the PIN they have, or somebody new (`owner`), for whom `activation_code` is shown now and never again.
         */
        post: operations["createMerchant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a merchant
         * @description For anybody of the network, before paying. Whoever runs it also finds `status`, `owner_person_id`, `wallet_account_id` and `created_at`.
         */
        get: operations["getMerchant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a shop’s name or criterion
         * @description Holds from the next payment on.
         */
        patch: operations["changeMerchant"];
        trace?: never;
    };
    "/v1/merchants/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze, open again or close a merchant’s wallet
         * @description A wallet must be empty to be closed, and stays closed. On a live network another person has to agree to freezing and opening again: the status is still the former one, and `approval_id` names what waits.
         */
        post: operations["changeMerchantStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/cashiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the cashiers of a shop
         * @description In the order in which they were taken on, former ones too.
         */
        get: operations["listCashiers"];
        put?: never;
        /**
         * Give a shop a cashier
         * @description The one-time `activation_code` is shown now and never again: a password is chosen with it.
         */
        post: operations["createCashier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/cashiers/{cashier_id}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Limit what a cashier gives back
         * @description In one refund, and in a day of the network’s calendar; beside the limits of the shop. They hold from the next refund on. What is left out stays as it is, null takes a bound away.
         */
        put: operations["setCashierLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/cashiers/{cashier_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a cashier’s post
         * @description At once and for good: within a second no process believes a token of theirs, and nobody signs in for the post.
         */
        post: operations["endCashier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/pin-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new PIN for the owner of a shop
         * @description After the three checks of the identity card were made. As for a member: a treasurer or manager, another person, has to agree, and until a new PIN is chosen the former one goes on.
         */
        post: operations["requestOwnerPinReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/pin-resets/{approval_id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the code by which the owner chooses a new PIN
         * @description For whoever asked, once another person has agreed: good for POST /v1/auth/activation within the hour, and void after five tries. Shown now and never again; asked again, it is another one.
         */
        post: operations["getOwnerPinResetCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take on members, merchants and opening balances from a file
         * @description The body is the file, CSV or XLSX, at most 10 MB and 20,000 rows; its columns are those of docs/imports.md. All or nothing: with anything wrong in any row the import has `failed`, nothing was made, and the answer tells row by row what to correct. With `dry_run=true` nothing is made either way. While the status is `applying`, opening balances are still being posted; it ends by itself.
         */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an import
         * @description How far it has come, and the first hundred of what is wrong with the file.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is wrong with a file, as CSV
         * @description Up to 1,000 faults: row, column, what is wrong and how to correct it.
         */
        get: operations["getImportReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/activation-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make activation codes for whom an import made
         * @description A CSV with one-time codes for everybody whom the import made and who has no PIN yet. Codes are stored nowhere: they can be read in this answer only, and asked for again they are new ones, the earlier void. Each is valid for 7 days.
         */
        post: operations["createImportActivationCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List staff
         * @description In the order in which they were appointed, former ones too; without cashiers.
         */
        get: operations["listStaff"];
        put?: never;
        /**
         * Ask for staff to be appointed
         * @description Tellers, treasurers and managers of a cooperative by its manager or an operator; operators, auditors and the city office by an operator. Another person has to agree; then whoever asked gets the code to hand over (`…/appointment/{approval_id}/code`). Where nobody agrees, the name is free again.
         */
        post: operations["appointStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read of somebody who works with Simpul
         * @description Also of one who waits to be appointed: whom a request `staff_appointment` is about.
         */
        get: operations["getStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend somebody from their post
         * @description At once: within a second no process believes a token of theirs, and nobody signs in for the post. That it goes on needs another person (`…/reinstatement`).
         */
        post: operations["suspendStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End somebody’s post
         * @description As suspending, and for good. Who is wanted back is appointed anew.
         */
        post: operations["dismissStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{id}/reinstatement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a suspended post to go on
         * @description Another person has to agree.
         */
        post: operations["requestReinstatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{id}/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new password and authenticator for somebody who lost either
         * @description Another person has to agree, neither who asks nor whose it is; then whoever asked gets the code to hand over. An operator of the whole deployment is helped on the server: `npm run setup -- --recover`.
         */
        post: operations["requestRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{id}/recovery/{approval_id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the code by which they choose a new password
         * @description For whoever asked, once another person has agreed: good for POST /v1/auth/activation within the hour, which ends every session and gives a new authenticator. Shown now and never again; asked again, it is another one.
         */
        post: operations["getRecoveryCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{id}/appointment/{approval_id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the code by which somebody new chooses a password
         * @description For whoever asked for the appointment, once another person has agreed: good for POST /v1/auth/activation within a week. Shown now and never again; asked again, it is another one.
         */
        post: operations["getAppointmentCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cycles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List settlement cycles
         * @description Newest first.
         */
        get: operations["listCycles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cycles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a settlement cycle with what it came to
         * @description Per cooperative its net and the parts of it; who owes whom before netting. Empty until the cycle is netted, a moment after its close. Staff of a cooperative see its own line only.
         */
        get: operations["getCycle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cycles/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a settlement cycle before its cut-off
         * @description Cuts it off at this instant and nets it; the next one is open at once. A cycle that is closed already is answered as it is.
         */
        post: operations["closeCycle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement-terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how a network settles */
        get: operations["getSettlementTerms"];
        put?: never;
        /**
         * Ask for another way to settle
         * @description Prefunded, perhaps by a standing order; by bank; or bilateral, pair by pair. In force once another operator has agreed, for what is proposed or approved from then on.
         */
        post: operations["requestSettlementTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/instructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what a settlement has the bank do
         * @description What each debtor is to transfer now, in whole rupiah, to the settlement bank or to a creditor’s own, and what is paid out to creditors. Staff of a cooperative see its own only.
         */
        get: operations["getSettlementInstructions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Book what a debtor transferred for a settlement
         * @description Creditors are credited, and their pay-outs ordered, as far as it goes.
         */
        post: operations["confirmSettlementPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/direct-payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm what one cooperative paid another for a bilateral settlement
         * @description By the creditor’s own staff, whose bank it arrived at, or by an operator; in parts if it came so. Never more than is owed, and only once `payable_since` tells that it may be paid.
         */
        post: operations["confirmDirectPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List settlements
         * @description Newest first, without their lines.
         */
        get: operations["listSettlements"];
        put?: never;
        /**
         * Propose to pay a cycle
         * @description Moves nothing: another operator approves. A repetition with the same key is answered with the settlement as it stands.
         */
        post: operations["createSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a settlement, which pays it
         * @description By another person than the one who proposed it. Debtors pay what their liquidity holds; what is short stays due, the state `SETTLING`, and is paid once liquidity comes. A repetition with the same key is answered with the settlement as it stands.
         */
        post: operations["approveSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a settlement that waits for liquidity
         * @description The worker does the same each second. A repetition with the same key is answered with the settlement as it stands.
         */
        post: operations["resumeSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}/abort": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a settlement up before its first payment
         * @description Its cycle may then get another. A repetition with the same key is answered with the settlement as it stands.
         */
        post: operations["abortSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a settlement with what is due and paid
         * @description Staff of a cooperative see its own line only.
         */
        get: operations["getSettlement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cycles/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what a cooperative is told of a cycle
         * @description By service and component, by counterpart, and what was paid and when. As JSON, CSV (semicolons, UTF-8), XLSX, PDF, or as ISO 20022 camt.053.001.08 of the clearing account. Staff of a cooperative read its own; others name one.
         */
        get: operations["getSettlementStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cycles/{id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the transfers behind a cooperative’s figures of a cycle
         * @description Oldest first. The parts of all pages sum to what the statement says of the same service, component and counterpart, to the sen. Of the open cycle: those so far.
         */
        get: operations["listCycleTransfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cycles/{id}/instructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who pays whom for a cycle, as ISO 20022 pacs.009.001.08
         * @description Each debtor pays its net to the network’s account at the settlement bank, and from it each creditor is paid.
         */
        get: operations["getInstructionMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cycles/{id}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the signed manifest of a cycle’s statements
         * @description The nets, the head of the ledger’s hash chain at the cycle’s end, and the SHA-256 of every file by which the cycle is told, signed by this deployment. Staff of a cooperative get what concerns it. docs/settlement.md tells how to verify it without us.
         */
        get: operations["getCycleManifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/treasury/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read where my cooperative stands towards its cap at this moment
         * @description With what is left of the cap in percent, and the holds that reserve it.
         */
        get: operations["getTreasuryPosition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/treasury/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what my cooperative and each other one came to owe each other on a day
         * @description Fees included; settlements are not in it. A day begins at midnight of the network.
         */
        get: operations["getTreasuryFlows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/treasury/fees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what my cooperative earned and paid in fees in a month
         * @description By service and component, from its own book: within the cooperative and with others. What was given back is taken off.
         */
        get: operations["getTreasuryFees"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/bank-identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Ask to change the bank by which messages name a cooperative
         * @description Money is sent there, so another operator has to approve. In force for cycles that close afterwards.
         */
        put: operations["requestBankIdentity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/bilateral-caps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the caps between a cooperative and others
         * @description In both directions, each with what is owed in the open cycle.
         */
        get: operations["getBilateralCaps"];
        /**
         * Ask for a cap on what a cooperative may come to owe another one
         * @description Within a cycle, less what it is owed back; beside its cap towards the network. Another operator has to agree, and from then on it holds inside the very next batch: what would go beyond is refused with `bilateral_cap_exceeded`. It counts from then on, open holds included; the capture of a hold is never refused for it. null takes it away.
         */
        put: operations["requestBilateralCap"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List movements at the settlement bank
         * @description Newest first. Staff of a cooperative find its own only.
         */
        get: operations["listFunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a movement at the settlement bank */
        get: operations["getFunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funds/{id}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that the bank has paid what was reserved
         * @description By another person than the one who asked for it. Done again with the same reference, it answers the same.
         */
        post: operations["commitFunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funds/{id}/abort": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up what was reserved
         * @description Only when the bank has not paid it and will not. The cap is what it was.
         */
        post: operations["abortFunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/funds-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Book money that a cooperative prefunded
         * @description It arrived at the settlement bank. The net debit cap rises by it.
         */
        post: operations["createFundsIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/funds-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reserve prefunded money to be paid out
         * @description The net debit cap falls by it at once. Another person confirms it when the bank has paid it, or gives it up. What is owed, held, and due for closed cycles stays.
         */
        post: operations["createFundsOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/cap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set what a cooperative may owe unsecured
         * @description The net debit cap becomes this and what is prefunded. It can not fall below what is in use: suspend the cooperative instead. On a live network another operator has to agree: nothing has changed yet, and `approval_id` names what waits.
         */
        post: operations["setCap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cooperatives/{id}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read where a cooperative stands
         * @description What it owes or is owed, how much of its cap is used, when it will be at today’s pace, and what is prefunded.
         */
        get: operations["getPosition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List where the cooperatives of a network stand
         * @description In the order in which they joined. A page is true of one instant.
         */
        get: operations["listPositions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bank-statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List statements of the settlement bank
         * @description Newest first.
         */
        get: operations["listBankStatements"];
        put?: never;
        /**
         * Take in a statement of the settlement bank
         * @description The body is the bank’s CSV, whose columns the query names, or its camt.053.001.08, of which the booked entries are read. All or nothing: a line that stands twice, or contradicts another one of its reference, is told by its number. Lines of earlier statements are left out. The same file again changes nothing. Lines are paired with the books by reference, direction and amount; the reference of an entry is the bank’s (`AcctSvcrRef`), else the payer’s (`EndToEndId`), else the entry’s (`NtryRef`).
         */
        post: operations["importBankStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bank-breaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List where the bank and the books differ
         * @description Newest first, each with its age. `not_at_bank` is a movement of ours that no statement has, although they have come to its day.
         */
        get: operations["listBankBreaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bank-breaks/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a break to be resolved
         * @description An unknown receipt goes to a cooperative or to suspense, what is in suspense to a cooperative, a difference is corrected; all once another operator has agreed.
         */
        post: operations["resolveBankBreak"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funds/{id}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a booking to be taken back that the bank never had
         * @description Of a break `not_at_bank`; done once another operator has agreed.
         */
        post: operations["requestFundsReversal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a book to be corrected
         * @description Between accounts of one book, by the number of a document, once a manager or another operator has agreed. What other acts keep in step (clearing, deposits at the bank, cash) can not be written by hand. A document has one open request.
         */
        post: operations["requestAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List disputes
         * @description Newest first. Staff of a cooperative find those that it is a party of.
         */
        get: operations["listDisputes"];
        put?: never;
        /**
         * Dispute a transfer
         * @description For the cooperative whose member paid. The other one has until the end of the fifth working day to answer. Moves nothing; a transfer has one open dispute.
         */
        post: operations["createDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a dispute */
        get: operations["getDispute"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a dispute
         * @description By the respondent, until the deadline, once.
         */
        post: operations["answerDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a dispute back
         * @description By the claimant, while nothing is decided.
         */
        post: operations["withdrawDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{id}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a dispute to be decided
         * @description Once it is answered or its deadline is past, and another operator agrees: `upheld` gives the money back, from whoever got it or else from the acquirer; `dismissed` moves nothing.
         */
        post: operations["requestDisputeOutcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        PasswordTokenRequest: {
            username: string;
            password: string;
            /**
             * @description The code that the authenticator app shows now. Cashiers of merchants have none.
             * @example 205934
             */
            totp?: string;
        };
        DeviceKeyRequest: {
            /** @enum {string} */
            kty: "EC";
            /** @enum {string} */
            crv: "P-256";
            x: string;
            y: string;
        };
        DeviceRequest: {
            /** @description Make and model, such as `Redmi 12`; not a name of a person. */
            name: string;
            /** @description Made on the phone, in its key store; the private half never leaves it. */
            public_key: components["schemas"]["DeviceKeyRequest"];
        };
        PhoneTokenRequest: {
            /** @description As people write it: 0812…, 62812… or +62812…. */
            phone: string;
            /** @example 482917 */
            pin: string;
            /**
             * @description `member` unless told.
             * @enum {string}
             */
            role?: "member" | "merchant_owner";
            /** @description Which merchant, for the owner of several; the one granted first unless told. */
            merchant_id?: string;
            /** @description Which network, for a phone that is known in several; the oldest one unless told. */
            network_id?: string;
            /** @description Registers the phone, and gives a refresh token that only this phone can use. */
            device?: components["schemas"]["DeviceRequest"];
        };
        PasswordActivationRequest: {
            username: string;
            /** @example 30718264 */
            code: string;
            password: string;
            /**
             * @description The secret of a hardware token that came with one, 20 to 64 bytes in base32. Without it staff are given one for an
             *     authenticator app.
             */
            totp_secret?: string;
        };
        PhoneActivationRequest: {
            /** @description As people write it: 0812…, 62812… or +62812…. */
            phone: string;
            /** @description Which network, for a phone that is known in several; the oldest one unless told. */
            network_id?: string;
            /** @example 30718264 */
            code: string;
            /** @example 482917 */
            pin: string;
        };
        StepUpRequest: {
            /**
             * @description Of staff: the code that the authenticator app shows now; each serves once.
             * @example 205934
             */
            totp?: string;
            /** @description Of whoever signs in with a PIN. */
            pin?: string;
        };
        RefreshRequest: {
            /** @description As it was given; it serves once. */
            refresh_token: string;
            /**
             * @description Needed where the session belongs to a device: its key's ES256 signature (r and s, 64 bytes in base64url) over the
             *     text `simpul-refresh:` followed by the refresh token.
             */
            device_signature?: string;
        };
        SignOutRequest: {
            /** @description Everywhere the caller is signed in, not only here. */
            everywhere?: boolean;
        };
        PinChangeRequest: {
            /**
             * @description The PIN until now.
             * @example 482917
             */
            old_pin: string;
            /**
             * @description The PIN from now on: another one, and none that is easily guessed.
             * @example 591736
             */
            new_pin: string;
        };
        SecurityRequest: {
            /** @description What I pay above this needs my PIN once more; `0.00` for all of it, null for none. */
            pin_above?: components["schemas"]["Money"] | null;
            /**
             * @description Needed to raise the amount or take it away.
             * @example 482917
             */
            pin?: string;
        };
        PaymentRequest: {
            /** @description The merchant to pay; this or `qr`. */
            merchant_id?: string;
            /** @description The text of a QR code that was scanned. */
            qr?: string;
            /** @description What is paid: more than zero, whole rupiah. A code that says the amount needs none. */
            amount?: components["schemas"]["Principal"];
            /** @description Pay what this quote promised. */
            quote_id?: string;
            /** @description The client's own reference, unique for ever; a payment can be looked up by it. */
            reference?: string;
            /** @description A note for payer and merchant. */
            description?: string;
        };
        QuoteRequest: {
            /** @description The merchant to pay; this or `qr`. */
            merchant_id?: string;
            /** @description The text of a QR code that was scanned. */
            qr?: string;
            /** @description What would be paid: more than zero, whole rupiah. A code that says the amount needs none. */
            amount?: components["schemas"]["Principal"];
        };
        MakeQrCodeRequest: {
            /**
             * @description `static`: paid any number of times, on a sign or sticker, shops only; `dynamic`: for one payment.
             * @enum {string}
             */
            kind: "static" | "dynamic";
            /**
             * @description Of a member: what others do with it. A shop’s is always paid.
             * @default transfer
             * @enum {string}
             */
            purpose?: "transfer" | "deposit";
            /** @description More than zero, whole rupiah. A shop’s dynamic code has one; without it the payer says how much. */
            amount?: components["schemas"]["Principal"];
            /** @description The holder’s own, such as the number of a bill; it becomes the note of the payment. */
            reference?: string;
            /**
             * @description Seconds by the network’s clock in which a dynamic code can be paid; 15 minutes unless told.
             * @default 900
             */
            expires_in_seconds?: number;
        };
        DecodeQrCodeRequest: {
            /** @description The text of a code that was scanned: merchant-presented, or customer-presented (Base64). */
            qr: string;
        };
        QrisIdentityRequest: {
            /** @example ID.CO.EXAMPLE.WWW */
            reverse_domain: string;
            /** @description The institution’s number in the national numbering system. */
            nns: string;
            /** @description The number in the national merchant repository. */
            nmid: string;
            postal_code: string;
        };
        OpeningBalanceRequest: {
            /** @description What the wallet held in the cooperative's former books: more than zero, whole rupiah. */
            amount: components["schemas"]["Principal"];
        };
        SendMoneyRequest: {
            /** @description Who receives it, as `POST /v1/payees/resolve` names them; this or `qr`. */
            payee_member_id?: string;
            /** @description The text of the QR code that the payee shows. */
            qr?: string;
            /** @description What the payee receives: more than zero, whole rupiah. A fee comes on top. A code that says the amount needs none. */
            amount?: components["schemas"]["Principal"];
            /** @description The client's own reference, unique for ever; the sending can be looked up and reversed by it. */
            reference?: string;
            /** @description A note for both. */
            description?: string;
        };
        PayoutRequest: {
            /** @description A membership of the shop's owner, at any cooperative of the network. */
            member_id: string;
            amount: components["schemas"]["Principal"];
            reference?: string;
            description?: string;
        };
        ResolvePayeeRequest: {
            member_id?: string;
            /** @description A shop. */
            merchant_id?: string;
            /** @description As people write it: 0812…, 62812… or +62812…. */
            phone?: string;
            /** @description With `member_number`. */
            cooperative_id?: string;
            /** @description The number that the cooperative knows the member by. */
            member_number?: string;
            /** @description The text of a QR code that a shop or a member shows. */
            qr?: string;
            /** @description Shows what sending this much would cost. */
            amount?: components["schemas"]["Principal"];
        };
        ReadNotificationsRequest: {
            /**
             * Format: date-time
             * @description The `created_at` of the newest one that was shown.
             */
            up_to: string;
        };
        AskForPaymentRequest: {
            /** @description Who is asked, as `POST /v1/payees/resolve` names them. */
            payer_member_id: string;
            /** @description More than zero, whole rupiah. */
            amount: components["schemas"]["Principal"];
            /**
             * @description Whether the payer may pay it in parts; not unless told.
             * @default false
             */
            partial_allowed?: boolean;
            /** @description What it is for: both see it. */
            note?: string;
            /**
             * @description Hours by the network’s clock after which it can’t be paid any more: up to 30 days, 7 days unless told.
             * @default 168
             */
            expires_in_hours?: number;
        };
        PayRequestRequest: {
            /** @description All that is left unless told; less only where partial payment is allowed. */
            amount?: components["schemas"]["Principal"];
        };
        DeclineRequestRequest: {
            /** @description The asker reads it. */
            reason?: string;
        };
        IssueInvoiceRequest: {
            buyer_cooperative_id: string;
            /** @description More than zero, whole rupiah. */
            amount: components["schemas"]["Principal"];
            /** @description The seller’s own number of this invoice: each is used once. */
            number: string;
            /**
             * Format: date
             * @description Beyond this date it is shown as overdue; it can still be paid.
             */
            due_date: string;
            note?: string;
            /**
             * @description Whether it may be paid in parts; not unless told.
             * @default false
             */
            partial_allowed?: boolean;
        };
        PayInvoiceRequest: {
            /** @description All that is left unless told; less only where partial payment is allowed. */
            amount?: components["schemas"]["Principal"];
            /** @description For whoever has to agree. */
            reason?: string;
        };
        EndInvoiceRequest: {
            /** @description The other cooperative reads it. */
            reason: string;
        };
        FundIncentivesRequest: {
            /** @description More than zero, whole rupiah. */
            amount: components["schemas"]["Principal"];
            /** @description For whoever has to agree. */
            reason?: string;
            /** @description Of an operator whose switch sets it aside: the only network unless told. */
            network_id?: string;
        };
        WebhookEndpointRequest: {
            /** @description Which program; a program’s own unless told. */
            client_id?: string;
            /**
             * @description `standard`: events as Standard Webhooks has them; `snap`: the notifications of SNAP BI (52, 56, 79).
             * @default standard
             * @enum {string}
             */
            format?: "standard" | "snap";
            /** @description `https://…`, to a host of the public Internet. Of SNAP BI without a query: the paths of the services follow it. */
            url: string;
            /** @description All unless told; none of SNAP BI. */
            types?: ("payment.posted" | "refund.posted" | "deposit.posted" | "withdrawal.held" | "withdrawal.posted" | "withdrawal.voided" | "withdrawal.expired" | "transfer.posted" | "payout.posted" | "invoice_payment.posted" | "reversal.posted" | "authorisation.held" | "authorisation.voided" | "authorisation.expired" | "qr_code.cancelled" | "suspense_release.posted" | "opening_balance.posted" | "incentive_funding.posted" | "cash_transfer.posted" | "funds_in.posted" | "funds_out.posted" | "settlement.posted" | "adjustment.posted")[];
        };
        WebhookEndpointChangeRequest: {
            url?: string;
            /** @description An empty list: all. */
            types?: ("payment.posted" | "refund.posted" | "deposit.posted" | "withdrawal.held" | "withdrawal.posted" | "withdrawal.voided" | "withdrawal.expired" | "transfer.posted" | "payout.posted" | "invoice_payment.posted" | "reversal.posted" | "authorisation.held" | "authorisation.voided" | "authorisation.expired" | "qr_code.cancelled" | "suspense_release.posted" | "opening_balance.posted" | "incentive_funding.posted" | "cash_transfer.posted" | "funds_in.posted" | "funds_out.posted" | "settlement.posted" | "adjustment.posted")[];
            /** @enum {string} */
            status?: "active" | "disabled";
        };
        WebhookSecretRequest: {
            /** @description For how long the former secret goes on to sign beside the new one; 24 unless told. */
            overlap_hours?: number;
        };
        TillRequest: {
            /** @description What people call it: "Laci 1". */
            name: string;
            /** @description The caller's own unless told. */
            cooperative_id?: string;
        };
        TillStateRequest: {
            /**
             * @description `suspended` for a time, `retired` for good.
             * @enum {string}
             */
            state: "open" | "suspended" | "retired";
            reason: string;
        };
        DenominationRequest: {
            /**
             * @description The face value in rupiah.
             * @enum {string}
             */
            face: "100000" | "75000" | "50000" | "20000" | "10000" | "5000" | "2000" | "1000" | "500" | "200" | "100" | "50";
            /** @description How many notes or coins of it. */
            count: number;
        };
        TillSessionRequest: {
            /** @description What the denominations sum to. */
            amount: components["schemas"]["Money"];
            denominations: components["schemas"]["DenominationRequest"][];
            till_id: string;
        };
        CountedCashRequest: {
            /** @description What the denominations sum to. */
            amount: components["schemas"]["Money"];
            denominations: components["schemas"]["DenominationRequest"][];
        };
        TillDifferenceRequest: {
            /** @description How it may have come about; the checker reads it. */
            reason: string;
        };
        CashTransferRequest: {
            /** @enum {string} */
            from: "till" | "vault" | "bank";
            /** @enum {string} */
            to: "till" | "vault" | "bank";
            /** @description Which till, if one of the two is a till. */
            till_id?: string;
            amount: components["schemas"]["Principal"];
            reference?: string;
            description?: string;
        };
        MemberReferenceRequest: {
            member_id?: string;
            /** @description As people write it: 0812…, 62812… or +62812…. */
            phone?: string;
            /** @description With `member_number`; or with `phone`, for a person who is a member of several. */
            cooperative_id?: string;
            /** @description The number that the cooperative knows the member by. */
            member_number?: string;
        };
        DepositorRequest: {
            member_id?: string;
            /** @description As people write it: 0812…, 62812… or +62812…. */
            phone?: string;
            /** @description With `member_number`; or with `phone`, for a person who is a member of several. */
            cooperative_id?: string;
            /** @description The number that the cooperative knows the member by. */
            member_number?: string;
            /** @description The text of the QR code that was scanned. */
            qr?: string;
        };
        DepositRequest: {
            /** @description Whose wallet it is for. */
            member: components["schemas"]["DepositorRequest"];
            /** @description The cash that was taken in: more than zero, whole rupiah. A code that says the amount needs none. */
            amount?: components["schemas"]["Principal"];
            /** @description The terminal's own reference, unique for ever; the deposit can be looked up, or reversed, by it. */
            reference?: string;
            description?: string;
        };
        WithdrawalCodeRequest: {
            /** @description The cash to take out: more than zero, whole rupiah. A fee, if any, comes on top. */
            amount: components["schemas"]["Principal"];
        };
        CounterAuthorisationRequest: {
            /** @description The PIN that the member types at the counter, on the teller's device. */
            pin: string;
        };
        WithdrawalRequest: {
            member?: components["schemas"]["MemberReferenceRequest"];
            /** @description A shop whose owner takes out its takings. */
            merchant_id?: string;
            /** @description The one-time code; it says how much. */
            code?: string;
            authorisation?: components["schemas"]["CounterAuthorisationRequest"];
            /** @description With `authorisation`: more than zero, whole rupiah. */
            amount?: components["schemas"]["Principal"];
            reference?: string;
            description?: string;
        };
        AuthorisationRequest: {
            /** @description Who may take it. */
            merchant_id: string;
            /** @description At most this much: more than zero, whole rupiah. */
            amount: components["schemas"]["Principal"];
            /** @description Seconds until it ends by itself: one minute to thirty days. */
            expires_in: number;
            /** @description The client's own reference, unique for ever. */
            reference?: string;
            /** @description A note for payer and merchant. */
            description?: string;
        };
        CaptureRequest: {
            /** @description All that is left unless told: more than zero, whole rupiah. */
            amount?: components["schemas"]["Principal"];
            /**
             * @description Whether the rest is let go: yes unless told. With `false` more can be captured later.
             * @default true
             */
            final?: boolean;
            /** @description The client's own reference, unique for ever. */
            reference?: string;
            /** @description A note for payer and merchant. */
            description?: string;
        };
        RefundRequest: {
            /** @description The payment: `pay_…`. Nothing else can be refunded. */
            payment_id: string;
            /** @description What is given back: more than zero, whole rupiah, with all refunds before at most what was paid. */
            amount: components["schemas"]["Principal"];
            /** @description Why; the member reads it. */
            reason?: string;
            /** @description The client's own reference, unique for ever. */
            reference?: string;
        };
        SuspenseReleaseRequest: {
            /** @description The refund or reversal whose money waits. */
            transfer_id: string;
            /**
             * @description To another wallet of the same person, or out of the vault or the bank.
             * @enum {string}
             */
            to: "wallet" | "cash" | "bank";
            /** @description Whose wallet: another membership of the same person. Needed with `to` wallet. */
            member_id?: string;
            /** @description How it is known to whom the money belongs. */
            reason: string;
        };
        ReversalRequest: {
            /** @description The reference that the act was sent with; it need not have arrived. */
            reference?: string;
            /** @description Or the act itself, by its id. */
            transfer_id?: string;
        };
        ApproveConsentRequest: {
            pin: string;
        };
        ApiClientRequest: {
            /** @description Whose program it is: of this shop … */
            merchant_id?: string;
            /** @description … or of this cooperative itself. The caller's own unless told. */
            cooperative_id?: string;
            /** @description What people call it, such as `Kasir Toko Siti`. */
            name: string;
            /** @description No more than it needs. */
            scopes: ("qr_codes" | "payment_requests" | "authorisations" | "refunds" | "payments:read" | "members" | "books:read" | "events" | "snap")[];
            /** @description What SNAP BI calls X-PARTNER-ID, where the partner has one. */
            snap_partner_id?: string;
        };
        ApiClientChangeRequest: {
            name?: string;
            scopes?: ("qr_codes" | "payment_requests" | "authorisations" | "refunds" | "payments:read" | "members" | "books:read" | "events" | "snap")[];
            /**
             * @description A disabled program is let in nowhere, until it is active again.
             * @enum {string}
             */
            status?: "active" | "disabled";
            snap_partner_id?: string;
        };
        ClientKeyRequest: {
            /**
             * @description `secret` and `public_key` ask for tokens; `signing_secret` and `public_key` are for the signatures of SNAP BI.
             * @enum {string}
             */
            kind: "secret" | "signing_secret" | "public_key";
            /** @description RSA of 2,048 to 4,096 bits as PEM (`BEGIN PUBLIC KEY`); for `public_key` only. */
            public_key?: string;
            /** @description For how long the former key of the same kind goes on to serve; 24 unless told. */
            overlap_hours?: number;
        };
        ClientAssertionRequest: {
            client_id: string;
            /** @enum {string} */
            client_assertion_type?: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            /** @description A JWT of RS256 or PS256: `iss` and `sub` are the program, `aud` this deployment; good for five minutes at most, once. */
            client_assertion: string;
        };
        ClientTokenRequest: {
            client_id: string;
            client_secret: string;
        };
        ApproveRequest: {
            /** @description `payload_hash` of the request as you read it. */
            payload_hash: string;
            /** @description A remark that stays with it. */
            remark?: string;
        };
        RejectRequest: {
            /** @description `payload_hash` of the request as you read it. */
            payload_hash: string;
            /** @description Why not. */
            remark: string;
        };
        CancelRequest: {
            /** @description Why it is no longer wanted. */
            remark?: string;
        };
        WeekdayCutoffsRequest: {
            /**
             * @example [
             *       "fri"
             *     ]
             */
            days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /**
             * @description Local times of day; none: no cut-off on these days.
             * @example [
             *       "11:00"
             *     ]
             */
            cutoffs: string[];
        };
        CalendarRequest: {
            /**
             * @description Local times of day; none: only the operator closes a cycle.
             * @example [
             *       "16:00"
             *     ]
             */
            cutoffs: string[];
            /** @description Instead of `cutoffs` on certain days of the week, each day once; none unless told. */
            weekday_cutoffs?: components["schemas"]["WeekdayCutoffsRequest"][];
            skip_sundays: boolean;
            /**
             * @description Days without a cut-off.
             * @example [
             *       "2026-03-20"
             *     ]
             */
            holidays: string[];
        };
        NetworkRequest: {
            name: string;
            /** @description Real money: its clock is the real one for ever. */
            live: boolean;
            /**
             * @description For developers, and never live: some amounts come to what they want to see, and cooperatives can be switched off.
             * @default false
             */
            sandbox?: boolean;
            /** @description IANA name; Asia/Jakarta unless told. */
            time_zone?: string;
            /**
             * Format: date-time
             * @description Where the clock of a network that is not live starts; now unless told.
             */
            now?: string;
            /** @description Every day but Sunday at 16:00 unless told. */
            calendar?: components["schemas"]["CalendarRequest"];
        };
        ClockRequest: {
            /** Format: date-time */
            now: string;
        };
        CoolingOffRequest: {
            /** @description Of 24 hours, since the member joined. */
            days: number;
            per_day_amount: components["schemas"]["Money"];
        };
        FlowLimitsRequest: {
            per_act?: components["schemas"]["Money"] | null;
            per_day_amount?: components["schemas"]["Money"] | null;
            per_day_count?: number | null;
            per_month_amount?: components["schemas"]["Money"] | null;
            per_month_count?: number | null;
        };
        TierLimitsRequest: {
            /** @description Of whatever takes from the wallet at once. */
            per_payment: components["schemas"]["Money"];
            per_day_amount: components["schemas"]["Money"];
            per_day_count: number;
            per_month_amount: components["schemas"]["Money"];
            per_month_count?: number | null;
            /** @description Between two acts that take from the wallet. */
            minimum_interval_seconds?: number | null;
            cooling_off?: components["schemas"]["CoolingOffRequest"] | null;
            /** @description What they may not do at all. */
            forbids?: ("transfer" | "withdrawal")[] | null;
            /** @description Of what leaves the wallet, what leaves it as cash. */
            cash_out?: components["schemas"]["FlowLimitsRequest"] | null;
            /** @description What a wallet may hold. */
            balance_maximum?: components["schemas"]["Money"] | null;
            /** @description By deposits and transfers; refunds don't count. */
            per_month_incoming?: components["schemas"]["Money"] | null;
        };
        MerchantLimitsRequest: {
            sales?: components["schemas"]["FlowLimitsRequest"] | null;
            refunds?: components["schemas"]["FlowLimitsRequest"] | null;
        };
        LimitsRequest: {
            unregistered: components["schemas"]["TierLimitsRequest"];
            registered: components["schemas"]["TierLimitsRequest"];
            /** @description Of what each till pays out. */
            till?: components["schemas"]["FlowLimitsRequest"] | null;
            /** @description Of each merchant, where it has no bound of its own. */
            merchant?: components["schemas"]["MerchantLimitsRequest"] | null;
            /** @description Cash of one member in one day from which it is listed for reporting. */
            large_cash_threshold?: components["schemas"]["Principal"];
        };
        JointApprovalLimitRequest: {
            /** @description null: one person is always enough. */
            joint_approval_above: components["schemas"]["Money"] | null;
            /** @description Kept for ever. Names of persons don't belong here. */
            reason: string;
        };
        FeeShareRequest: {
            /**
             * @description `acquirer`, `issuer`, `switch`, `member` (an incentive), or another party to whom the switch owes it.
             * @example acquirer
             */
            party: string;
            /**
             * @description In any proportion to the other weights.
             * @example 40
             */
            weight: string;
        };
        FeeComponentRequest: {
            /** @enum {string} */
            name: "mdr" | "member_fee" | "interchange" | "switch_fee" | "incentive";
            /** @enum {string} */
            payer: "merchant" | "member" | "issuer" | "acquirer" | "switch";
            /**
             * @description A fraction: 0.007 is 0.7 %.
             * @example 0.007
             */
            rate?: string;
            fixed?: components["schemas"]["Money"];
            minimum?: components["schemas"]["Money"];
            maximum?: components["schemas"]["Money"];
            shares: components["schemas"]["FeeShareRequest"][];
        };
        FeeRuleRequest: {
            /** @enum {string} */
            service: "payment" | "deposit" | "withdrawal" | "transfer" | "invoice";
            /** @enum {string} */
            scope: "on_us" | "off_us";
            /** @enum {string} */
            criterion?: "UMI" | "UKE" | "UME" | "UBE" | "URE" | "PSO" | "BLU";
            /** @description The one issuer it holds for. */
            issuer_id?: string;
            /** @description The one acquirer it holds for. */
            acquirer_id?: string;
            /** @description The tier: from this amount … */
            from_amount?: components["schemas"]["Money"];
            /** @description … to below this one. */
            to_amount?: components["schemas"]["Money"];
            /**
             * @description What becomes of the MDR at a refund: `in_proportion` (given back) unless told.
             * @enum {string}
             */
            refund?: "in_proportion" | "kept";
            /** @description None: the act is free. */
            components: components["schemas"]["FeeComponentRequest"][];
        };
        FeeScheduleRequest: {
            /** @description The caller's own, or the only one, unless told. */
            network_id?: string;
            /** @enum {string} */
            preset?: "cooperative_simple" | "qris_mdr";
            /**
             * Format: date-time
             * @description In the network's time; once it is approved, unless told.
             */
            effective_at?: string;
            /** @description What fees and shares are multiples of; one rupiah unless told. */
            unit?: components["schemas"]["Money"];
            /**
             * @description `half_up` unless told.
             * @enum {string}
             */
            rounding?: "half_up" | "half_even" | "down" | "up";
            rules?: components["schemas"]["FeeRuleRequest"][];
        };
        SubmitFeeScheduleRequest: {
            /** @description For whoever has to agree. */
            reason?: string;
        };
        SimulationRequest: {
            /** Format: date-time */
            from?: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            to?: string;
        };
        CooperativeRequest: {
            /** @description The caller's own, or the only one, unless told. */
            network_id?: string;
            name: string;
            /** @description For receipts and small screens. */
            short_name: string;
            city: string;
        };
        CooperativeReachRequest: {
            reachable: boolean;
        };
        CooperativeStateRequest: {
            /** @enum {string} */
            state: "invited" | "training" | "active" | "suspended" | "left";
            /** @description Why; kept for ever. Names of persons don't belong here. */
            reason: string;
        };
        MemberRequest: {
            /** @description The caller's own unless told. */
            cooperative_id?: string;
            /** @description Somebody who is a member elsewhere in the network, by the id that their own app shows; then without a name. */
            person_id?: string;
            full_name?: string;
            /** @description As people write it: 0812…, 62812… or +62812…. */
            phone: string;
            nik?: string;
            /**
             * @description The number that the cooperative knows the member by.
             * @example D-0042
             */
            number: string;
            /**
             * @description `registered` unless told.
             * @enum {string}
             */
            tier?: "unregistered" | "registered";
        };
        MemberTierRequest: {
            /** @enum {string} */
            tier: "unregistered" | "registered";
            /** @description From the identity card; needed for `registered` unless it is known. One that is known is never replaced. */
            nik?: string;
            /** @description Why; kept for ever. Names of persons don't belong here. */
            reason: string;
        };
        WalletStatusRequest: {
            /** @enum {string} */
            status: "open" | "frozen" | "closed";
            /** @description Why; kept for ever. Names of persons don't belong here. */
            reason: string;
        };
        PinResetBody: {
            /**
             * @description Codes of the checks that were made; all those of `identity_checks` of POST /v1/members/find must be among them.
             * @example [
             *       "ktp_photo",
             *       "ktp_name",
             *       "ktp_valid"
             *     ]
             */
            identity_checks: string[];
            /** @description Why; kept for ever. Names of persons don't belong here. */
            reason: string;
        };
        ClosureRequest: {
            send_rest_to: string;
            reason: string;
        };
        ErasureRequest: {
            reason: string;
        };
        OwnerRequest: {
            full_name: string;
            /** @description As people write it: 0812…, 62812… or +62812…. */
            phone: string;
            nik?: string;
        };
        MerchantRequest: {
            /** @description The caller's own unless told. */
            cooperative_id?: string;
            /** @description Of the shop. */
            name: string;
            /**
             * @description As QRIS names it; `UMI` unless told.
             * @enum {string}
             */
            criterion?: "UMI" | "UKE" | "UME" | "UBE" | "URE" | "PSO" | "BLU";
            owner_member_id?: string;
            owner?: components["schemas"]["OwnerRequest"];
        };
        MerchantChangeRequest: {
            name?: string;
            /** @enum {string} */
            criterion?: "UMI" | "UKE" | "UME" | "UBE" | "URE" | "PSO" | "BLU";
            /** @description Why; kept for ever. Names of persons don't belong here. */
            reason: string;
        };
        CashierRequest: {
            full_name: string;
            /** @description To sign in with: 3 to 64 of a–z, 0–9, dot, hyphen, underscore. */
            username: string;
        };
        CashierLimitsRequest: {
            per_act?: components["schemas"]["Money"] | null;
            per_day_amount?: components["schemas"]["Money"] | null;
            per_day_count?: number | null;
        };
        CashierEndRequest: {
            /** @description Kept for ever. Names of persons don't belong here. */
            reason: string;
        };
        StaffRequest: {
            /** @enum {string} */
            role: "teller" | "treasurer" | "manager" | "auditor" | "dinas" | "operator";
            /** @description For posts in a cooperative; the caller's own unless told. */
            cooperative_id?: string;
            /** @description For posts in a network, and where the request for an operator waits; the caller's own, or the only one, unless told. */
            network_id?: string;
            full_name: string;
            /** @description From the identity card: who asks and who agrees are known to be two by it. */
            nik?: string;
            /** @description To sign in with: 3 to 64 of a–z, 0–9, dot, hyphen, underscore. */
            username: string;
        };
        StaffReasonRequest: {
            /** @description Kept for ever. Names of persons don't belong here. */
            reason: string;
        };
        SettlementTermsRequest: {
            /** @description Whose terms. The caller's own network, or the only one, unless told. */
            network_id?: string;
            /**
             * @description `prefunded`: out of what is at the settlement bank. `by_bank`: debtors transfer to it, creditors are paid out.
             *     `bilateral`: each pair of cooperatives pays its own difference from bank to bank, and only the fees go as by bank.
             * @enum {string}
             */
            mode: "prefunded" | "by_bank" | "bilateral";
            /** @description For the one who has to agree. */
            reason: string;
            /** @description Cycles are paid as soon as they are netted; prefunded only. */
            standing_order: boolean;
            /** @description Hours from a settlement's approval until late debtors are suspended; left out: never. */
            deadline_hours?: number;
        };
        ConfirmationRequest: {
            /** @description A debtor of this settlement. */
            cooperative_id: string;
            /** @description What arrived, in whole rupiah. */
            amount: components["schemas"]["Principal"];
            /** @description What the settlement bank calls it; one is booked once. */
            bank_reference: string;
        };
        DirectPaymentRequest: {
            /** @description Who paid. */
            debtor_id: string;
            /** @description Whose bank it arrived at. */
            creditor_id: string;
            /** @description What arrived, in whole rupiah. */
            amount: components["schemas"]["Principal"];
            /** @description What the creditor's bank calls it; one is confirmed once. */
            bank_reference: string;
        };
        SettlementRequest: {
            /** @description The cycle to be paid: netted, and the oldest that is not settled. */
            cycle_id: string;
        };
        BankIdentityRequest: {
            /** @description Of the bank (ISO 9362). */
            bic: string;
            /** @description The number of the account there. */
            account: string;
        };
        BilateralCapRequest: {
            /** @description Whom it may come to owe. */
            creditor_id: string;
            /** @description Within a cycle; null: none any more. */
            maximum: components["schemas"]["Money"] | null;
            /** @description For the one who has to agree. */
            reason: string;
        };
        CommitFundsRequest: {
            /** @description What the settlement bank calls the transfer; one is booked once. */
            bank_reference: string;
        };
        FundsInRequest: {
            /** @description What arrived, in whole rupiah. */
            amount: components["schemas"]["Principal"];
            /** @description What the settlement bank calls it; one is booked once. */
            bank_reference: string;
        };
        FundsOutRequest: {
            /** @description What is to be paid out, in whole rupiah. */
            amount: components["schemas"]["Principal"];
        };
        CapRequest: {
            /** @description What the cooperative may owe beyond what it has prefunded; zero for nothing. */
            unsecured_line: components["schemas"]["Money"];
            /** @description Why, for the one who has to agree on a live network. */
            reason?: string;
        };
        ResolveBreakRequest: {
            /**
             * @description `cooperative`: it is that one's money, from suspense if it is there. `suspense`: it is nobody's yet.
             *     `correct`: the books get the difference.
             * @enum {string}
             */
            action: "cooperative" | "suspense" | "correct";
            /** @description With `cooperative`. */
            cooperative_id?: string;
            /** @description For the one who has to agree. */
            reason: string;
        };
        FundsReversalRequest: {
            /** @description For the one who has to agree. */
            reason: string;
        };
        AdjustmentLegRequest: {
            debit_account_id: string;
            /** @description Of the same book. */
            credit_account_id: string;
            amount: components["schemas"]["Money"];
        };
        AdjustmentRequest: {
            /** @description The caller's own, or the only one, unless told. */
            network_id?: string;
            /** @description The number of the document that says why. */
            document_reference: string;
            legs: components["schemas"]["AdjustmentLegRequest"][];
            /** @description For the one who has to agree. */
            reason: string;
        };
        DisputeRequest: {
            /** @description The payment, withdrawal or transfer that was wrong. */
            transfer_id: string;
            /** @description What is claimed of it, in whole rupiah; all unless told. */
            amount?: components["schemas"]["Principal"];
            /** @enum {string} */
            reason: "not_received" | "not_authorised" | "wrong_amount" | "duplicate" | "cash_not_dispensed" | "other";
            /** @description Where the evidence is to be found: the number of a document, not a name. */
            evidence_reference: string;
        };
        AnswerDisputeRequest: {
            /** @enum {string} */
            answer: "accepts" | "contests";
            /** @description Where the evidence is to be found. */
            evidence_reference: string;
        };
        DecideDisputeRequest: {
            /** @enum {string} */
            outcome: "upheld" | "dismissed";
            /** @description What is given back, with `upheld`; all that was claimed unless told. */
            amount?: components["schemas"]["Principal"];
            /** @description For the one who has to agree. */
            reason: string;
        };
        /**
         * @description An amount: always a string with two decimals in answers, never a number
         * @example {
         *       "value": "50000.00",
         *       "currency": "IDR"
         *     }
         */
        Money: {
            value: string;
            /** @enum {string} */
            currency: "IDR";
        };
        /**
         * @description An amount to be moved: more than zero, whole rupiah
         * @example {
         *       "value": "50000.00",
         *       "currency": "IDR"
         *     }
         */
        Principal: {
            value: string;
            /** @enum {string} */
            currency: "IDR";
        };
        /** @description RFC 9457 */
        Problem: {
            /** Format: uri-reference */
            type: string;
            title: string;
            status: number;
            /** @description What happened, whether money moved, what to do next */
            detail: string;
            /** @enum {string} */
            code: "malformed_json" | "validation_failed" | "amount_invalid" | "amount_not_positive" | "amount_not_whole_rupiah" | "amount_too_large" | "idempotency_key_missing" | "idempotency_key_invalid" | "cursor_invalid" | "qr_code_invalid" | "qr_code_foreign" | "qr_code_altered" | "payer_frozen" | "payer_closed" | "payee_frozen" | "payee_closed" | "till_closed" | "cooperative_suspended" | "cooperative_not_active" | "limit_exceeded" | "act_forbidden_for_tier" | "cap_exceeded" | "bilateral_cap_exceeded" | "cap_below_use" | "insufficient_funds" | "till_short" | "vault_short" | "balance_limit_exceeded" | "balance_overflow" | "quote_expired" | "request_expired" | "payment_given_up" | "qr_code_used" | "qr_code_expired" | "hold_expired" | "hold_not_open" | "capture_exceeds_hold" | "refund_exceeds_payment" | "already_refunded" | "already_reversed" | "account_not_empty" | "account_closed" | "payer_is_payee" | "currency_unsupported" | "fee_exceeds_amount" | "fee_rule_missing" | "idempotency_key_reused" | "reference_reused" | "reversed_before_arrival" | "not_refundable" | "not_reversible" | "reversal_too_late" | "already_exists" | "wrong_state" | "request_exceeded" | "partial_payment_not_allowed" | "payment_in_progress" | "qr_code_for_another_use" | "qris_not_configured" | "cooperative_not_empty" | "till_in_use" | "till_session_missing" | "till_has_holds" | "denominations_mismatch" | "same_person" | "approval_changed" | "clock_fixed" | "clock_backwards" | "schedule_invalid" | "statement_too_long" | "token_missing" | "token_invalid" | "token_expired" | "token_revoked" | "step_up_required" | "totp_required" | "totp_invalid" | "totp_not_enrolled" | "refresh_invalid" | "refresh_reused" | "device_proof_invalid" | "device_blocked" | "credentials_invalid" | "activation_invalid" | "pin_too_simple" | "pin_locked" | "pin_wrong" | "pin_required" | "withdrawal_code_invalid" | "withdrawal_code_locked" | "role_forbidden" | "scope_missing" | "not_found" | "never_arrived" | "rate_limited" | "plain_http_refused" | "method_not_allowed" | "body_too_large" | "media_type_unsupported" | "request_in_progress" | "overloaded" | "database_unavailable" | "outcome_unknown" | "shutting_down" | "internal_error";
            request_id: string;
            /** @description Whether the same request with the same key may have another outcome later */
            retryable: boolean;
            /** @description Of a payment that was refused: `GET /v1/payments/{id}` shows it again */
            payment_id?: string;
            /** @description Of another act that was refused and stored under its key */
            refused_id?: string;
            errors?: {
                field: string;
                code: string;
                message: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getService: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        version: string;
                        documentation: string;
                        openapi: string;
                        problems: string;
                    };
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alive: boolean;
                    };
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ready: boolean;
                        checks: {
                            database: {
                                ok: boolean;
                                ms?: number;
                            };
                            migrations: {
                                ms?: number;
                                ok: boolean;
                            };
                            accepting: {
                                ok: boolean;
                            };
                        };
                    };
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordTokenRequest"] | components["schemas"]["PhoneTokenRequest"];
            };
        };
        responses: {
            /** @description An access token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        token_type: string;
                        expires_in: number;
                        refresh_token: string;
                        person_id: string;
                        role: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        member_id: string | null;
                        merchant_id: unknown;
                    };
                };
            };
        };
    };
    createCredential: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordActivationRequest"] | components["schemas"]["PhoneActivationRequest"];
            };
        };
        responses: {
            /** @description The PIN or password is set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        totp: {
                            secret: string;
                            uri: string;
                        };
                    };
                };
            };
        };
    };
    stepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUpRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        token_type: string;
                        expires_in: number;
                        refresh_token: unknown;
                        person_id: string;
                        role: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        member_id: string | null;
                        merchant_id: unknown;
                    };
                };
            };
        };
    };
    refreshToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        token_type: string;
                        expires_in: number;
                        refresh_token: string;
                        person_id: string;
                        role: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        member_id: string | null;
                        merchant_id: unknown;
                    };
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignOutRequest"];
            };
        };
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            kty: string;
                            crv: string;
                            x: string;
                            y: string;
                            kid: string;
                            use: string;
                            alg: string;
                        }[];
                    };
                };
            };
        };
    };
    listSigningKeysAsBefore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            kty: string;
                            crv: string;
                            x: string;
                            y: string;
                            kid: string;
                            use: string;
                            alg: string;
                        }[];
                    };
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        person_id: string;
                        full_name: string;
                        phone: string | null;
                        usernames: unknown[];
                        role: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        member_id: string | null;
                        merchant_id: unknown;
                        cooperative: {
                            id: string;
                            name: string;
                            short_name: string;
                        } | null;
                        member: {
                            id: string;
                            number: string;
                            tier: string;
                        } | null;
                        merchants: {
                            id: string;
                            name: string;
                            cooperative_id: string;
                        }[];
                        roles: {
                            role: string;
                            network_id: string | null;
                            cooperative_id: string | null;
                            member_id: string | null;
                            merchant_id: unknown;
                        }[];
                    };
                };
            };
        };
    };
    listMyDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            /** Format: date-time */
                            registered_at: string;
                            /** Format: date-time */
                            last_seen_at: string;
                            signed_in: boolean;
                            blocked_at: unknown;
                        }[];
                    };
                };
            };
        };
    };
    signOutMyDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** Format: date-time */
                        registered_at: string;
                        /** Format: date-time */
                        last_seen_at: string;
                        signed_in: boolean;
                        blocked_at: unknown;
                    };
                };
            };
        };
    };
    blockMyDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** Format: date-time */
                        registered_at: string;
                        /** Format: date-time */
                        last_seen_at: string;
                        signed_in: boolean;
                        /** Format: date-time */
                        blocked_at: string;
                    };
                };
            };
        };
    };
    changeMyPin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinChangeRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        token_type: string;
                        expires_in: number;
                        refresh_token: unknown;
                        person_id: string;
                        role: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        member_id: string | null;
                        merchant_id: unknown;
                    };
                };
            };
        };
    };
    getMySecurity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        pin_above: components["schemas"]["Money"] | null;
                    };
                };
            };
        };
    };
    changeMySecurity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecurityRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        token_type: string;
                        expires_in: number;
                        refresh_token: unknown;
                        person_id: string;
                        role: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        member_id: string | null;
                        merchant_id: unknown;
                    };
                };
            };
        };
    };
    listPayments: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The merchant who was paid: the caller's own. */
                merchant_id?: string;
                /** @description Posted at or after this instant. */
                created_from?: string;
                /** @description Posted before this instant. */
                created_to?: string;
                /** @description The payment that the caller made with this reference, posted or refused. */
                reference?: string;
                /** @description The payment with the code that stands on the receipt. */
                short_code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            merchant_net?: components["schemas"]["Money"];
                            cashback?: components["schemas"]["Money"];
                            refusal?: {
                                code: string;
                                detail: Record<string, never>;
                            };
                            id: string;
                            object: string;
                            status: string;
                            amount: components["schemas"]["Money"];
                            fees: {
                                component: string;
                                payer: string;
                                amount: components["schemas"]["Money"];
                            }[];
                            payer: {
                                member_id: string;
                                cooperative_id: string;
                            };
                            payee: {
                                merchant_id: string;
                                cooperative_id: string;
                            };
                            on_us: boolean;
                            cycle_id: string | null;
                            transfer_id: string;
                            reference: unknown;
                            description: string | null;
                            /** Format: date-time */
                            created_at: string;
                            short_code: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createPayment: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentRequest"];
            };
        };
        responses: {
            /** @description Posted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_net?: components["schemas"]["Money"];
                        cashback?: components["schemas"]["Money"];
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: unknown[];
                        payer: {
                            member_id: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string;
                        reference: string | null;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_net?: components["schemas"]["Money"];
                        cashback?: components["schemas"]["Money"];
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            payer: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        payer: {
                            member_id: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string;
                        reference: unknown;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                        refunded: components["schemas"]["Money"];
                        reversed: boolean;
                        refunds: {
                            id: string;
                            amount: components["schemas"]["Money"];
                            /** Format: date-time */
                            created_at: string;
                        }[];
                    };
                };
            };
        };
    };
    createQuote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description Promised */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        amount: components["schemas"]["Money"];
                        fees: unknown[];
                        total: components["schemas"]["Money"];
                        payee: {
                            merchant_id: string;
                            name: string;
                            cooperative_id: string;
                            cooperative_name: string;
                        };
                        on_us: boolean;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    listQrCodes: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                status?: "active" | "paid" | "cancelled" | "expired";
                reference?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            member_id?: string;
                            id: string;
                            object: string;
                            status: string;
                            kind: string;
                            purpose: string;
                            merchant_id?: string;
                            amount: components["schemas"]["Money"] | null;
                            reference: string | null;
                            payload: string;
                            test: boolean;
                            picture_url: string;
                            paid_by: unknown;
                            paid_at: unknown;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    makeQrCode: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeQrCodeRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member_id?: string;
                        id: string;
                        object: string;
                        status: string;
                        kind: string;
                        purpose: string;
                        merchant_id?: string;
                        amount: components["schemas"]["Money"] | null;
                        reference: string | null;
                        payload: string;
                        test: boolean;
                        picture_url: string;
                        paid_by: unknown;
                        paid_at: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                    };
                };
            };
        };
    };
    getQrCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member_id?: string;
                        id: string;
                        object: string;
                        status: string;
                        kind: string;
                        purpose: string;
                        merchant_id?: string;
                        amount: components["schemas"]["Money"] | null;
                        reference: string | null;
                        payload: string;
                        test: boolean;
                        picture_url: string;
                        paid_by: unknown;
                        paid_at: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                    };
                };
            };
        };
    };
    drawQrCode: {
        parameters: {
            query?: {
                format?: "svg" | "png";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                    "image/png": unknown;
                };
            };
        };
    };
    cancelQrCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member_id?: string;
                        id: string;
                        object: string;
                        status: string;
                        kind: string;
                        purpose: string;
                        merchant_id?: string;
                        amount: components["schemas"]["Money"] | null;
                        reference: string | null;
                        payload: string;
                        test: boolean;
                        picture_url: string;
                        paid_by: unknown;
                        paid_at: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                    };
                };
            };
        };
    };
    decodeQrCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecodeQrCodeRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        presented_by: string;
                        kind: string | null;
                        purpose: string | null;
                        amount: components["schemas"]["Money"] | null;
                        name: string | null;
                        city: string | null;
                        category: string | null;
                        reference: string | null;
                        ours: boolean;
                        qr_code_id?: string;
                        status?: string;
                        merchant_id?: string;
                        cooperative_id?: string;
                        cooperative_name?: string;
                        /** Format: date-time */
                        expires_at?: string | null;
                    };
                };
            };
        };
    };
    getQrisIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        reverse_domain: string;
                        nns: string;
                        nmid: string;
                        postal_code: string;
                    };
                };
            };
        };
    };
    setQrisIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QrisIdentityRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        reverse_domain: string;
                        nns: string;
                        nmid: string;
                        postal_code: string;
                    };
                };
            };
        };
    };
    createMemberOpeningBalance: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpeningBalanceRequest"];
            };
        };
        responses: {
            /** @description Recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transfer_id: string;
                        object: string;
                        account_id: string;
                        amount: components["schemas"]["Money"];
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    createMerchantOpeningBalance: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpeningBalanceRequest"];
            };
        };
        responses: {
            /** @description Recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transfer_id: string;
                        object: string;
                        account_id: string;
                        amount: components["schemas"]["Money"];
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    getMyBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        account_id: string;
                        status: string;
                        posted: components["schemas"]["Money"];
                        held: components["schemas"]["Money"];
                        available: components["schemas"]["Money"] | null;
                    };
                };
            };
        };
    };
    listMyEntries: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description Posted at or after this instant. */
                created_from?: string;
                /** @description Posted before this instant. */
                created_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            object: string;
                            transfer_id: string;
                            payment_id: string | null;
                            type: string;
                            component: string;
                            direction: string;
                            amount: components["schemas"]["Money"];
                            balance: components["schemas"]["Money"];
                            reference: string | null;
                            description: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    sendMoney: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMoneyRequest"];
            };
        };
        responses: {
            /** @description Posted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fee?: components["schemas"]["Money"];
                        total?: components["schemas"]["Money"];
                        payer: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        cycle_id: string | null;
                        reference: string | null;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    createPayout: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutRequest"];
            };
        };
        responses: {
            /** @description Posted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fee?: components["schemas"]["Money"];
                        total?: components["schemas"]["Money"];
                        payer: {
                            member_id?: string;
                            merchant_id?: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        cycle_id: string | null;
                        reference: string | null;
                        description: unknown;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    listSentMoney: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description Posted at or after this instant. */
                created_from?: string;
                /** @description Posted before this instant. */
                created_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            refusal?: {
                                code: string;
                                detail: Record<string, never>;
                            };
                            id: string;
                            object: string;
                            status: string;
                            amount: components["schemas"]["Money"];
                            fee?: components["schemas"]["Money"];
                            total?: components["schemas"]["Money"];
                            payer: {
                                merchant_id?: string;
                                member_id?: string;
                                cooperative_id: string;
                            };
                            payee: {
                                merchant_id?: string;
                                member_id?: string;
                                cooperative_id: string;
                            };
                            on_us: boolean;
                            cycle_id: string | null;
                            reference: string | null;
                            description: string | null;
                            /** Format: date-time */
                            created_at: string;
                            short_code: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    getSentMoney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fee?: components["schemas"]["Money"];
                        total?: components["schemas"]["Money"];
                        payer: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        cycle_id: string | null;
                        reference: string | null;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    resolvePayee: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolvePayeeRequest"];
            };
        };
        responses: {
            /** @description Found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            merchant_id?: string;
                            refusal?: string;
                            kind: string;
                            member_id?: string;
                            name: string;
                            cooperative_id: string;
                            cooperative_name: string;
                            on_us: boolean;
                            fee?: components["schemas"]["Money"];
                            total?: components["schemas"]["Money"];
                        }[];
                    };
                };
            };
        };
    };
    getTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        type: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fee_version: number | null;
                        cycle_id: string;
                        original_id: unknown;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        legs: {
                            book: {
                                owner: string;
                                cooperative_id: string | null;
                            };
                            component: string;
                            amount: components["schemas"]["Money"];
                            debit: {
                                account_id: string;
                                kind: string;
                                subject_cooperative_id: unknown;
                                balance: components["schemas"]["Money"];
                            };
                            credit: {
                                account_id: string;
                                kind: string;
                                subject_cooperative_id: unknown;
                                balance: components["schemas"]["Money"];
                            };
                        }[];
                    };
                };
            };
        };
    };
    getTrialBalance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        book: {
                            owner: string;
                            cooperative_id: string | null;
                        };
                        balanced: boolean;
                        debit: components["schemas"]["Money"];
                        credit: components["schemas"]["Money"];
                        kinds: {
                            kind: string;
                            accounts: number;
                            debit: components["schemas"]["Money"];
                            credit: components["schemas"]["Money"];
                        }[];
                        accounts: {
                            account_id: string;
                            kind: string;
                            subject_cooperative_id: unknown;
                            debit: components["schemas"]["Money"];
                            credit: components["schemas"]["Money"];
                        }[];
                    };
                };
            };
        };
    };
    getSwitchTrialBalance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        book: {
                            owner: string;
                            cooperative_id: unknown;
                        };
                        balanced: boolean;
                        debit: components["schemas"]["Money"];
                        credit: components["schemas"]["Money"];
                        kinds: {
                            kind: string;
                            accounts: number;
                            debit: components["schemas"]["Money"];
                            credit: components["schemas"]["Money"];
                        }[];
                        accounts: {
                            account_id: string;
                            kind: string;
                            subject_cooperative_id: unknown;
                            debit: components["schemas"]["Money"];
                            credit: components["schemas"]["Money"];
                        }[];
                    };
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        book: {
                            owner: string;
                            cooperative_id: string | null;
                        };
                        kind: string;
                        subject_cooperative_id: unknown;
                        member_id: unknown;
                        merchant_id: unknown;
                        status: string;
                        posted: components["schemas"]["Money"];
                        held: components["schemas"]["Money"];
                        available: unknown;
                        held_credits: components["schemas"]["Money"];
                        minimum: unknown;
                        maximum: components["schemas"]["Money"] | null;
                    };
                };
            };
        };
    };
    listAccountEntries: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description Posted at or after this instant. */
                created_from?: string;
                /** @description Posted before this instant. */
                created_to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            object: string;
                            transfer_id: string;
                            payment_id: string | null;
                            type: string;
                            component: string;
                            direction: string;
                            amount: components["schemas"]["Money"];
                            balance: components["schemas"]["Money"];
                            reference: string | null;
                            description: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        ok: boolean;
                        /** Format: date-time */
                        snapshot_at: string;
                        milliseconds: number;
                        invariants: {
                            invariant: number;
                            name: string;
                            title: string;
                            ok: boolean;
                            checked: number;
                            checked_what: string;
                            violation_count: number;
                            violations: unknown[];
                            remarks: unknown[];
                        }[];
                    };
                };
            };
        };
    };
    getMyStatement: {
        parameters: {
            query?: {
                /** @description What to answer with; without it the Accept header decides, else JSON. */
                format?: "json" | "csv" | "pdf";
            };
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        account_id: string;
                        kind: string;
                        month: string;
                        time_zone: string;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        final: boolean;
                        /** Format: date-time */
                        issued_at: string;
                        opening: components["schemas"]["Money"];
                        debits: components["schemas"]["Money"];
                        credits: components["schemas"]["Money"];
                        closing: components["schemas"]["Money"];
                        entries: {
                            object: string;
                            transfer_id: string;
                            payment_id: string | null;
                            type: string;
                            component: string;
                            direction: string;
                            amount: components["schemas"]["Money"];
                            balance: components["schemas"]["Money"];
                            reference: string | null;
                            description: string | null;
                            /** Format: date-time */
                            created_at: string;
                            short_code: string;
                        }[];
                    };
                    "text/csv": unknown;
                    "application/pdf": unknown;
                };
            };
        };
    };
    getAccountStatement: {
        parameters: {
            query?: {
                /** @description What to answer with; without it the Accept header decides, else JSON. */
                format?: "json" | "csv" | "pdf";
            };
            header?: never;
            path: {
                id: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        account_id: string;
                        kind: string;
                        month: string;
                        time_zone: string;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        final: boolean;
                        /** Format: date-time */
                        issued_at: string;
                        opening: components["schemas"]["Money"];
                        debits: components["schemas"]["Money"];
                        credits: components["schemas"]["Money"];
                        closing: components["schemas"]["Money"];
                        entries: {
                            object: string;
                            transfer_id: string;
                            payment_id: string | null;
                            type: string;
                            component: string;
                            direction: string;
                            amount: components["schemas"]["Money"];
                            balance: components["schemas"]["Money"];
                            reference: string | null;
                            description: string | null;
                            /** Format: date-time */
                            created_at: string;
                            short_code: string;
                        }[];
                    };
                    "text/csv": unknown;
                    "application/pdf": unknown;
                };
            };
        };
    };
    checkReceipt: {
        parameters: {
            query: {
                /** @description The amount on the receipt in rupiah, "50000" or "50000.00": the proof that one holds it. */
                amount: string;
                /** @description The network that the receipt is of, where there are several. */
                network_id?: string;
            };
            header?: never;
            path: {
                short_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        short_code: string;
                        type: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        /** Format: date-time */
                        created_at: string;
                        local_time: string;
                        cooperatives: {
                            id: string;
                            name: string;
                        }[];
                        payer: {
                            merchant_id?: string;
                            kind: string;
                            name: string;
                            cooperative_id: string;
                        } | null;
                        payee: {
                            kind: string;
                            name: string;
                            cooperative_id: string;
                            merchant_id?: string;
                        } | null;
                    };
                };
            };
        };
    };
    getMyReceipt: {
        parameters: {
            query?: {
                /** @description `text`: a slip for a printer of 32 columns. */
                format?: "json" | "text";
            };
            header?: never;
            path: {
                short_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        short_code: string;
                        type: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        /** Format: date-time */
                        created_at: string;
                        local_time: string;
                        cooperatives: {
                            id: string;
                            name: string;
                        }[];
                        payer: {
                            merchant_id?: string;
                            kind: string;
                            name: string;
                            cooperative_id: string;
                        } | null;
                        payee: {
                            kind: string;
                            name: string;
                            cooperative_id: string;
                            merchant_id?: string;
                        } | null;
                        transfer_id: string;
                        fee: components["schemas"]["Money"];
                        returned: components["schemas"]["Money"];
                        description: string | null;
                    };
                    "text/plain": unknown;
                };
            };
        };
    };
    listMyNotifications: {
        parameters: {
            query?: {
                /** @description How many to return. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            kind: string;
                            text: {
                                id: string;
                                en: string;
                            };
                            read: boolean;
                            /** Format: date-time */
                            created_at: string;
                            movement: {
                                transfer_id: string;
                                type: string;
                                direction: string;
                                amount: components["schemas"]["Money"];
                                balance: components["schemas"]["Money"];
                                short_code: string;
                            } | null;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        unread_count: number;
                    };
                };
            };
        };
    };
    readMyNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadNotificationsRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        /** Format: date-time */
                        read_up_to: string;
                        unread_count: number;
                    };
                };
            };
        };
    };
    searchAnything: {
        parameters: {
            query: {
                /** @description An id, short code, reference, idempotency key, phone number, member or invoice number, whole. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        data: {
                            type: string;
                            id: string;
                            label: string;
                            cooperative_id: unknown;
                            /** Format: date-time */
                            created_at: string | null;
                            href: string;
                        }[];
                    };
                };
            };
        };
    };
    listPaymentRequests: {
        parameters: {
            query: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description What I am asked to pay, or what I ask others to pay. */
                direction: "asked_of_me" | "asked_by_me";
                status?: "requested" | "paid" | "declined" | "expired" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            status: string;
                            amount: components["schemas"]["Money"];
                            paid: components["schemas"]["Money"];
                            left: components["schemas"]["Money"];
                            partial_allowed: boolean;
                            asker: {
                                member_id?: string;
                                merchant_id?: string;
                                cooperative_id: string;
                                name: string;
                            };
                            payer: {
                                merchant_id?: string;
                                member_id?: string;
                                cooperative_id: string;
                                name: string;
                            };
                            note: string | null;
                            reason: unknown;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            ended_at: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    askForPayment: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskForPaymentRequest"];
            };
        };
        responses: {
            /** @description Asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        partial_allowed: boolean;
                        asker: {
                            member_id?: string;
                            merchant_id?: string;
                            cooperative_id: string;
                            name: string;
                        };
                        payer: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                            name: string;
                        };
                        note: string | null;
                        reason: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    getPaymentRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        partial_allowed: boolean;
                        asker: {
                            member_id?: string;
                            merchant_id?: string;
                            cooperative_id: string;
                            name: string;
                        };
                        payer: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                            name: string;
                        };
                        note: string | null;
                        reason: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    payPaymentRequest: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayRequestRequest"];
            };
        };
        responses: {
            /** @description Posted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cashback?: components["schemas"]["Money"];
                        id: string;
                        object: string;
                        status: string;
                        payment_request_id: string;
                        transfer_id: string;
                        amount: components["schemas"]["Money"];
                        fee: components["schemas"]["Money"];
                        total: components["schemas"]["Money"];
                        on_us: boolean;
                        cycle_id: string | null;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    declinePaymentRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclineRequestRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        partial_allowed: boolean;
                        asker: {
                            member_id?: string;
                            merchant_id?: string;
                            cooperative_id: string;
                            name: string;
                        };
                        payer: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                            name: string;
                        };
                        note: string | null;
                        reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                    };
                };
            };
        };
    };
    cancelPaymentRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        partial_allowed: boolean;
                        asker: {
                            member_id?: string;
                            merchant_id?: string;
                            cooperative_id: string;
                            name: string;
                        };
                        payer: {
                            merchant_id?: string;
                            member_id?: string;
                            cooperative_id: string;
                            name: string;
                        };
                        note: string | null;
                        reason: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                    };
                };
            };
        };
    };
    listInvoices: {
        parameters: {
            query: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description What we billed others for, or what others billed us for. */
                direction: "issued" | "received";
                status?: "requested" | "paid" | "declined" | "expired" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            status: string;
                            number: string;
                            seller_cooperative_id: string;
                            buyer_cooperative_id: string;
                            amount: components["schemas"]["Money"];
                            paid: components["schemas"]["Money"];
                            left: components["schemas"]["Money"];
                            partial_allowed: boolean;
                            /** Format: date */
                            due_date: string;
                            overdue: boolean;
                            note: string | null;
                            reason: unknown;
                            /** Format: date-time */
                            created_at: string;
                            ended_at: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    issueInvoice: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueInvoiceRequest"];
            };
        };
        responses: {
            /** @description Issued */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        number: string;
                        seller_cooperative_id: string;
                        buyer_cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        partial_allowed: boolean;
                        /** Format: date */
                        due_date: string;
                        overdue: boolean;
                        note: string | null;
                        reason: unknown;
                        /** Format: date-time */
                        created_at: string;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    getInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        number: string;
                        seller_cooperative_id: string;
                        buyer_cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        partial_allowed: boolean;
                        /** Format: date */
                        due_date: string;
                        overdue: boolean;
                        note: string | null;
                        reason: unknown;
                        /** Format: date-time */
                        created_at: string;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    proposeInvoicePayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayInvoiceRequest"];
            };
        };
        responses: {
            /** @description Waits for another person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    declineInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndInvoiceRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        number: string;
                        seller_cooperative_id: string;
                        buyer_cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        partial_allowed: boolean;
                        /** Format: date */
                        due_date: string;
                        overdue: boolean;
                        note: string | null;
                        reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string | null;
                    };
                };
            };
        };
    };
    cancelInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndInvoiceRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        number: string;
                        seller_cooperative_id: string;
                        buyer_cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        partial_allowed: boolean;
                        /** Format: date */
                        due_date: string;
                        overdue: boolean;
                        note: string | null;
                        reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string | null;
                    };
                };
            };
        };
    };
    getIncentiveBudget: {
        parameters: {
            query?: {
                /** @description For an operator: the only network unless told. */
                network_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        network_id: string;
                        cooperative_id: string | null;
                        left: components["schemas"]["Money"];
                    };
                };
            };
        };
    };
    proposeIncentiveFunding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundIncentivesRequest"];
            };
        };
        responses: {
            /** @description Waits for another person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of an answer, or the id of an event of the stream: what came behind it. */
                after?: string;
                /** @description Without `after`: from then on; from a day ago unless told. */
                created_from?: string;
                /** @description Seconds to wait for an event if there is none yet. */
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            type: string;
                            /** Format: date-time */
                            created_at: string;
                            network_id: string;
                            data: {
                                id: string;
                                transfer_id: string;
                                amount: components["schemas"]["Money"];
                                payer: {
                                    kind: string;
                                    id: string;
                                } | null;
                                payee: {
                                    kind: string;
                                    id: string;
                                } | null;
                                issuer_id: string | null;
                                acquirer_id: string | null;
                                original_id: unknown;
                                qr_code_id: string | null;
                                qr_code_reference: string | null;
                            };
                        }[];
                        has_more: boolean;
                        next_cursor: string;
                    };
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description As the header Last-Event-ID, for readers that can't set one. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    getEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        type: string;
                        /** Format: date-time */
                        created_at: string;
                        network_id: string;
                        data: {
                            id: string;
                            transfer_id: string;
                            amount: components["schemas"]["Money"];
                            payer: {
                                kind: string;
                                id: string;
                            } | null;
                            payee: {
                                kind: string;
                                id: string;
                            } | null;
                            issuer_id: string | null;
                            acquirer_id: string | null;
                            original_id: unknown;
                            qr_code_id: string | null;
                            qr_code_reference: string | null;
                        };
                    };
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description Which program’s; a program’s own unless told. */
                client_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            client_id: string;
                            format: string;
                            url: string;
                            types: string[];
                            status: string;
                            disabled_reason: unknown;
                            failing_since: unknown;
                            public_keys: unknown[];
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        has_more: boolean;
                    };
                };
            };
        };
    };
    registerWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        client_id: string;
                        format: string;
                        url: string;
                        types: string[];
                        status: string;
                        disabled_reason: unknown;
                        failing_since: unknown;
                        public_keys: unknown[];
                        /** Format: date-time */
                        created_at: string;
                        secret: string;
                    };
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        client_id: string;
                        format: string;
                        url: string;
                        types: string[];
                        status: string;
                        disabled_reason: unknown;
                        failing_since: unknown;
                        public_keys: unknown[];
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChangeRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        client_id: string;
                        format: string;
                        url: string;
                        types: string[];
                        status: string;
                        disabled_reason: unknown;
                        failing_since: unknown;
                        public_keys: unknown[];
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookSecretRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        client_id: string;
                        format: string;
                        url: string;
                        types: string[];
                        status: string;
                        disabled_reason: unknown;
                        failing_since: unknown;
                        public_keys: unknown[];
                        /** Format: date-time */
                        created_at: string;
                        secret: string;
                    };
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                status?: "pending" | "delivered" | "failed";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            endpoint_id: string;
                            event_id: string;
                            type: string;
                            status: string;
                            attempts: number;
                            /** Format: date-time */
                            created_at: string;
                            next_attempt_at: unknown;
                            /** Format: date-time */
                            ended_at: string | null;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        endpoint_id: string;
                        event_id: string;
                        type: string;
                        status: string;
                        attempts: number;
                        /** Format: date-time */
                        created_at: string;
                        next_attempt_at: unknown;
                        /** Format: date-time */
                        ended_at: string | null;
                        log: {
                            number: number;
                            /** Format: date-time */
                            created_at: string;
                            duration_ms: number;
                            status: number | null;
                            error: unknown;
                            url: string;
                            request: string;
                            response: string | null;
                        }[];
                    };
                };
            };
        };
    };
    resendWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        endpoint_id: string;
                        event_id: string;
                        type: string;
                        status: string;
                        attempts: number;
                        /** Format: date-time */
                        created_at: string;
                        next_attempt_at: unknown;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    listTills: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                cooperative_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            cooperative_id: string;
                            name: string;
                            state: string;
                            account_id: string;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createTill: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TillRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        cooperative_id: string;
                        name: string;
                        state: string;
                        account_id: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    getTill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        cooperative_id: string;
                        name: string;
                        state: string;
                        account_id: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    changeTillState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TillStateRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        cooperative_id: string;
                        name: string;
                        state: string;
                        account_id: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    listTillSessions: {
        parameters: {
            query: {
                limit?: number;
                after?: string;
                before?: string;
                till_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            status: string;
                            till_id: string;
                            till_name: string;
                            cooperative_id: string;
                            teller_id: string;
                            float: components["schemas"]["Money"];
                            denominations: {
                                face: string;
                                count: number;
                            }[];
                            expected: components["schemas"]["Money"];
                            held: components["schemas"]["Money"];
                            /** Format: date-time */
                            opened_at: string | null;
                            closed_at: unknown;
                            opening_transfer_id: string;
                            closing_transfer_id: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    openTillSession: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TillSessionRequest"];
            };
        };
        responses: {
            /** @description Open */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        till_id: string;
                        till_name: string;
                        cooperative_id: string;
                        teller_id: string;
                        float: components["schemas"]["Money"];
                        denominations: {
                            face: string;
                            count: number;
                        }[];
                        expected: components["schemas"]["Money"];
                        held: components["schemas"]["Money"];
                        /** Format: date-time */
                        opened_at: string | null;
                        closed_at: unknown;
                        opening_transfer_id: string;
                        closing_transfer_id: unknown;
                    };
                };
            };
        };
    };
    getTillSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        till_id: string;
                        till_name: string;
                        cooperative_id: string;
                        teller_id: string;
                        float: components["schemas"]["Money"];
                        denominations: {
                            face: string;
                            count: number;
                        }[];
                        expected: components["schemas"]["Money"];
                        held: components["schemas"]["Money"];
                        /** Format: date-time */
                        opened_at: string | null;
                        closed_at: unknown;
                        opening_transfer_id: string;
                        closing_transfer_id: unknown;
                    };
                };
            };
        };
    };
    listTillMovements: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            type: string;
                            change: components["schemas"]["Money"];
                            balance: components["schemas"]["Money"];
                            short_code: string;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    listTillCounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            object: string;
                            till_session_id: string;
                            counted: components["schemas"]["Money"];
                            expected: components["schemas"]["Money"];
                            result: string;
                            difference: components["schemas"]["Money"];
                            denominations: {
                                face: string;
                                count: number;
                            }[];
                            closing: boolean;
                            /** Format: date-time */
                            counted_at: string;
                        }[];
                        has_more: boolean;
                    };
                };
            };
        };
    };
    countTill: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountedCashRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        till_session_id: string;
                        counted: components["schemas"]["Money"];
                        expected: components["schemas"]["Money"];
                        result: string;
                        difference: components["schemas"]["Money"];
                        denominations: {
                            face: string;
                            count: number;
                        }[];
                        closing: boolean;
                        /** Format: date-time */
                        counted_at: string;
                    };
                };
            };
        };
    };
    closeTill: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountedCashRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            id: string;
                            object: string;
                            status: string;
                            till_id: string;
                            till_name: string;
                            cooperative_id: string;
                            teller_id: string;
                            float: components["schemas"]["Money"];
                            denominations: {
                                face: string;
                                count: number;
                            }[];
                            expected: components["schemas"]["Money"];
                            held: components["schemas"]["Money"];
                            /** Format: date-time */
                            opened_at: string | null;
                            closed_at: unknown;
                            opening_transfer_id: string;
                            closing_transfer_id: unknown;
                        };
                        count: {
                            object: string;
                            till_session_id: string;
                            counted: components["schemas"]["Money"];
                            expected: components["schemas"]["Money"];
                            result: string;
                            difference: components["schemas"]["Money"];
                            denominations: {
                                face: string;
                                count: number;
                            }[];
                            closing: boolean;
                            /** Format: date-time */
                            counted_at: string;
                        };
                    };
                };
            };
        };
    };
    requestTillDifference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TillDifferenceRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        decided_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: Record<string, never> | null;
                        failure: unknown;
                    };
                };
            };
        };
    };
    createCashTransfer: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CashTransferRequest"];
            };
        };
        responses: {
            /** @description Posted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        from: string;
                        to: string;
                        till_id: string | null;
                        amount: components["schemas"]["Money"];
                        reference: unknown;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    findMember: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberReferenceRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            masked_name: string;
                            cooperative_id: string;
                            cooperative_name: string;
                            tier: string;
                            identity_checks: {
                                code: string;
                                text: {
                                    id: string;
                                    en: string;
                                };
                            }[];
                        }[];
                        has_more: boolean;
                    };
                };
            };
        };
    };
    createDeposit: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DepositRequest"];
            };
        };
        responses: {
            /** @description Posted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_id?: string;
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            payer: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        credited: components["schemas"]["Money"] | null;
                        member_id?: string;
                        home_cooperative_id: string;
                        host_cooperative_id: string;
                        till_id: string;
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string;
                        reference: string | null;
                        description: unknown;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    getDeposit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_id?: string;
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            payer: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        credited: components["schemas"]["Money"] | null;
                        member_id?: string;
                        home_cooperative_id: string;
                        host_cooperative_id: string;
                        till_id: string;
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string;
                        reference: string | null;
                        description: unknown;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    createWithdrawalCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawalCodeRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        code: string;
                    };
                };
            };
        };
    };
    getWithdrawalCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    cancelWithdrawalCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    listOpenWithdrawals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            merchant_id?: string;
                            refusal?: {
                                code: string;
                                detail: Record<string, never>;
                            };
                            id: string;
                            object: string;
                            status: string;
                            amount: components["schemas"]["Money"];
                            fees: {
                                component: string;
                                payer: string;
                                amount: components["schemas"]["Money"];
                            }[];
                            total: components["schemas"]["Money"];
                            member_id?: string;
                            home_cooperative_id: string;
                            host_cooperative_id: string;
                            till_id: string;
                            on_us: boolean;
                            cycle_id: unknown;
                            transfer_id: unknown;
                            reference: string | null;
                            description: unknown;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            posted_at: unknown;
                            short_code: string;
                        }[];
                        has_more: boolean;
                    };
                };
            };
        };
    };
    createWithdrawal: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawalRequest"];
            };
        };
        responses: {
            /** @description Held */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_id?: string;
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            payer: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        total: components["schemas"]["Money"];
                        member_id?: string;
                        home_cooperative_id: string;
                        host_cooperative_id: string;
                        till_id: string;
                        on_us: boolean;
                        cycle_id: unknown;
                        transfer_id: unknown;
                        reference: string | null;
                        description: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        posted_at: unknown;
                        short_code: string;
                    };
                };
            };
        };
    };
    confirmWithdrawal: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_id?: string;
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            payer: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        total: components["schemas"]["Money"];
                        member_id?: string;
                        home_cooperative_id: string;
                        host_cooperative_id: string;
                        till_id: string;
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string | null;
                        reference: string | null;
                        description: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        posted_at: string | null;
                        short_code: string;
                    };
                };
            };
        };
    };
    cancelWithdrawal: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_id?: string;
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            payer: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        total: components["schemas"]["Money"];
                        member_id?: string;
                        home_cooperative_id: string;
                        host_cooperative_id: string;
                        till_id: string;
                        on_us: boolean;
                        cycle_id: unknown;
                        transfer_id: unknown;
                        reference: string | null;
                        description: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        posted_at: unknown;
                        short_code: string;
                    };
                };
            };
        };
    };
    getWithdrawal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_id?: string;
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            payer: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        total: components["schemas"]["Money"];
                        member_id?: string;
                        home_cooperative_id: string;
                        host_cooperative_id: string;
                        till_id: string;
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string | null;
                        reference: string | null;
                        description: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        posted_at: string | null;
                        short_code: string;
                    };
                };
            };
        };
    };
    listAuthorisations: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            refusal?: {
                                code: string;
                                detail: Record<string, never>;
                            };
                            id: string;
                            object: string;
                            status: string;
                            amount: components["schemas"]["Money"];
                            captured: components["schemas"]["Money"];
                            left: components["schemas"]["Money"];
                            payer: {
                                member_id: string;
                                cooperative_id: string;
                            };
                            payee: {
                                merchant_id: string;
                                cooperative_id: string;
                            };
                            on_us: boolean;
                            fee_version: number | null;
                            /** Format: date-time */
                            expires_at: string | null;
                            payment_ids: unknown[];
                            reference: string | null;
                            description: string | null;
                            /** Format: date-time */
                            created_at: string;
                            short_code: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createAuthorisation: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorisationRequest"];
            };
        };
        responses: {
            /** @description Reserved */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        captured: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        payer: {
                            member_id: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        fee_version: number | null;
                        /** Format: date-time */
                        expires_at: string | null;
                        payment_ids: unknown[];
                        reference: string | null;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    captureAuthorisation: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaptureRequest"];
            };
        };
        responses: {
            /** @description Posted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_net?: components["schemas"]["Money"];
                        cashback?: components["schemas"]["Money"];
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            payer: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        payer: {
                            member_id: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string;
                        reference: unknown;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    voidAuthorisation: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Released */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        captured: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        payer: {
                            member_id: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        fee_version: number | null;
                        /** Format: date-time */
                        expires_at: string | null;
                        payment_ids: unknown[];
                        reference: unknown;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    getAuthorisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        captured: components["schemas"]["Money"];
                        left: components["schemas"]["Money"];
                        payer: {
                            member_id: string;
                            cooperative_id: string;
                        };
                        payee: {
                            merchant_id: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        fee_version: number | null;
                        /** Format: date-time */
                        expires_at: string | null;
                        payment_ids: unknown[];
                        reference: string | null;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    listRefunds: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            refusal?: {
                                code: string;
                                detail: Record<string, never>;
                            };
                            id: string;
                            object: string;
                            status: string;
                            payment_id: string;
                            amount: components["schemas"]["Money"];
                            merchant_paid?: components["schemas"]["Money"];
                            discount_returned?: components["schemas"]["Money"];
                            cashback_returned?: components["schemas"]["Money"];
                            in_suspense?: boolean;
                            merchant: {
                                merchant_id: string;
                                cooperative_id: string;
                            };
                            member: {
                                member_id: string;
                                cooperative_id: string;
                            };
                            on_us: boolean;
                            cycle_id: string | null;
                            transfer_id: string;
                            reference: string | null;
                            reason: string | null;
                            /** Format: date-time */
                            created_at: string;
                            short_code: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createRefund: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundRequest"];
            };
        };
        responses: {
            /** @description Posted */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        payment_id: string;
                        amount: components["schemas"]["Money"];
                        merchant_paid?: components["schemas"]["Money"];
                        discount_returned?: components["schemas"]["Money"];
                        cashback_returned?: components["schemas"]["Money"];
                        in_suspense?: boolean;
                        merchant: {
                            merchant_id: string;
                            cooperative_id: string;
                        };
                        member: {
                            member_id: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string;
                        reference: string | null;
                        reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    getRefund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        status: string;
                        payment_id: string;
                        amount: components["schemas"]["Money"];
                        merchant_paid?: components["schemas"]["Money"];
                        discount_returned?: components["schemas"]["Money"];
                        cashback_returned?: components["schemas"]["Money"];
                        in_suspense?: boolean;
                        merchant: {
                            merchant_id: string;
                            cooperative_id: string;
                        };
                        member: {
                            member_id: string;
                            cooperative_id: string;
                        };
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string;
                        reference: string | null;
                        reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string;
                    };
                };
            };
        };
    };
    requestSuspenseRelease: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspenseReleaseRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    createReversal: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReversalRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        result: string | null;
                        original_id: string | null;
                        transfer_id: string | null;
                        approval_id: unknown;
                        reference: string | null;
                        reason: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string | null;
                    };
                };
            };
        };
    };
    getReversal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        result: string | null;
                        original_id: string | null;
                        transfer_id: string | null;
                        approval_id: unknown;
                        reference: string | null;
                        reason: unknown;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string | null;
                    };
                };
            };
        };
    };
    getAct: {
        parameters: {
            query?: {
                /** @description The reference that the act was sent with. */
                reference?: string;
                /** @description Or its idempotency key. */
                idempotency_key?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refusal?: {
                            code: string;
                            detail: Record<string, never>;
                        };
                        id: string;
                        object: string;
                        type: string;
                        status: string;
                        amount: components["schemas"]["Money"];
                        fees: {
                            component: string;
                            amount: components["schemas"]["Money"];
                        }[];
                        refunded: components["schemas"]["Money"];
                        reversed: boolean;
                        payer: {
                            merchant_id?: string;
                            kind: string;
                            member_id?: string;
                            cooperative_id: string | null;
                        } | null;
                        payee: {
                            member_id?: string;
                            kind: string;
                            merchant_id?: string;
                            cooperative_id: string | null;
                        } | null;
                        on_us: boolean;
                        cycle_id: string | null;
                        transfer_id: string | null;
                        original_id: unknown;
                        reference: string | null;
                        description: string | null;
                        /** Format: date-time */
                        created_at: string;
                        short_code: string | null;
                    };
                };
            };
        };
    };
    listConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            status: string;
                            client_id: string;
                            client_name: string;
                            /** Format: date-time */
                            created_at: string;
                            approved_at: unknown;
                            expires_at: unknown;
                        }[];
                    };
                };
            };
        };
    };
    approveConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveConsentRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        client_id: string;
                        client_name: string;
                        /** Format: date-time */
                        created_at: string;
                        approved_at: unknown;
                        expires_at: unknown;
                    };
                };
            };
        };
    };
    endConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        status: string;
                        client_id: string;
                        client_name: string;
                        /** Format: date-time */
                        created_at: string;
                        approved_at: unknown;
                        expires_at: unknown;
                    };
                };
            };
        };
    };
    listApiClients: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                merchant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            object: string;
                            name: string;
                            status: string;
                            cooperative_id: string;
                            merchant_id: string | null;
                            scopes: string[];
                            snap_partner_id: unknown;
                            /** Format: date-time */
                            created_at: string;
                            last_used_at: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    registerApiClient: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiClientRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        name: string;
                        status: string;
                        cooperative_id: string;
                        merchant_id: string | null;
                        scopes: string[];
                        snap_partner_id: unknown;
                        /** Format: date-time */
                        created_at: string;
                        last_used_at: unknown;
                        keys: unknown[];
                    };
                };
            };
        };
    };
    getApiClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        name: string;
                        status: string;
                        cooperative_id: string;
                        merchant_id: string | null;
                        scopes: string[];
                        snap_partner_id: unknown;
                        /** Format: date-time */
                        created_at: string;
                        last_used_at: unknown;
                        keys: {
                            id: string;
                            kind: string;
                            hint: string;
                            /** Format: date-time */
                            created_at: string;
                            expires_at: unknown;
                            revoked_at: unknown;
                        }[];
                    };
                };
            };
        };
    };
    changeApiClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiClientChangeRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        name: string;
                        status: string;
                        cooperative_id: string;
                        merchant_id: string | null;
                        scopes: string[];
                        snap_partner_id: unknown;
                        /** Format: date-time */
                        created_at: string;
                        last_used_at: unknown;
                        keys: {
                            id: string;
                            kind: string;
                            hint: string;
                            /** Format: date-time */
                            created_at: string;
                            expires_at: unknown;
                            revoked_at: unknown;
                        }[];
                    };
                };
            };
        };
    };
    addClientKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientKeyRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        kind: string;
                        hint: string;
                        /** Format: date-time */
                        created_at: string;
                        expires_at: unknown;
                        revoked_at: unknown;
                        secret: string | null;
                    };
                };
            };
        };
    };
    revokeClientKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        kind: string;
                        hint: string;
                        /** Format: date-time */
                        created_at: string;
                        expires_at: unknown;
                        /** Format: date-time */
                        revoked_at: string;
                    };
                };
            };
        };
    };
    listClientRequests: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            request_id: string;
                            method: string;
                            path: string;
                            status: number;
                            code: string | null;
                            duration_ms: number;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createClientToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientAssertionRequest"] | components["schemas"]["ClientTokenRequest"];
            };
        };
        responses: {
            /** @description An access token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        token_type: string;
                        expires_in: number;
                        scope: string;
                        client_id: string;
                        cooperative_id: string | null;
                        merchant_id: string | null;
                    };
                };
            };
        };
    };
    approveRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        decided_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: Record<string, never> | null;
                        failure: unknown;
                    };
                };
            };
        };
    };
    rejectRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: string | null;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        decided_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    cancelRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        decided_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: Record<string, never> | null;
                        failure: unknown;
                    };
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                state?: "PENDING" | "APPROVED" | "EXECUTED" | "FAILED" | "REJECTED" | "CANCELLED" | "EXPIRED";
                /** @description Only requests of this kind, such as `fee_schedule`. */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            network_id: string | null;
                            cooperative_id: unknown;
                            kind: string;
                            title: {
                                id: string;
                                en: string;
                            };
                            state: string;
                            details: Record<string, never>;
                            joint: unknown;
                            payload_hash: string;
                            reason: string | null;
                            remark: unknown;
                            requested_by: string;
                            decided_by: string | null;
                            /** Format: date-time */
                            requested_at: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: date-time */
                            decided_at: string | null;
                            /** Format: date-time */
                            ended_at: string | null;
                            outcome: Record<string, never> | null;
                            failure: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                status?: "open" | "acknowledged" | "cleared";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            network_id: string | null;
                            cooperative_id: string | null;
                            kind: string;
                            title: {
                                id: string;
                                en: string;
                            } | null;
                            severity: string;
                            status: string;
                            detail: Record<string, never>;
                            times: number;
                            /** Format: date-time */
                            raised_at: string;
                            /** Format: date-time */
                            last_raised_at: string;
                            acknowledged_by: string | null;
                            /** Format: date-time */
                            acknowledged_at: string | null;
                            cleared_at: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        } | null;
                        severity: string;
                        status: string;
                        detail: Record<string, never>;
                        times: number;
                        /** Format: date-time */
                        raised_at: string;
                        /** Format: date-time */
                        last_raised_at: string;
                        acknowledged_by: string | null;
                        /** Format: date-time */
                        acknowledged_at: string | null;
                        cleared_at: unknown;
                    };
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                /** @description `true`: what belongs to no network, such as the appointment of operators. Operators of the whole deployment only. */
                deployment?: "true";
                /** @description Done by this person. */
                actor_id?: string;
                /** @description Done to what has this id. */
                subject_id?: string;
                /** @description How an action begins: `cooperative.`, `POST /v1/tills`. */
                action?: string;
                created_from?: string;
                /** @description Up to this time, which is itself not meant. */
                created_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            object: string;
                            network_id: string | null;
                            number: string;
                            /** Format: date-time */
                            created_at: string;
                            cooperative_id: string | null;
                            actor_id: string | null;
                            role: string | null;
                            address: string | null;
                            request_id: string | null;
                            action: string;
                            subject_id: string | null;
                            before: Record<string, never> | null;
                            after: Record<string, never> | null;
                            hash: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    listAuditDays: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                /** @description `true`: what belongs to no network, such as the appointment of operators. Operators of the whole deployment only. */
                deployment?: "true";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            object: string;
                            jws: string;
                            root: {
                                kind: string;
                                version: number;
                                issuer: string;
                                network_id: string | null;
                                /** Format: date */
                                day: string;
                                first_number: string;
                                last_number: string;
                                previous_hash: string;
                                hash: string;
                            };
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    exportAuditDay: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                /** @description `true`: what belongs to no network, such as the appointment of operators. Operators of the whole deployment only. */
                deployment?: "true";
            };
            header?: never;
            path: {
                day: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
        };
    };
    listNetworks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            live: boolean;
                            sandbox: boolean;
                            time_zone: string;
                            /** Format: date-time */
                            now: string;
                            limits: {
                                unregistered: {
                                    per_payment: components["schemas"]["Money"];
                                    per_day_amount: components["schemas"]["Money"];
                                    per_day_count: number;
                                    per_month_amount: components["schemas"]["Money"];
                                    per_month_count: number | null;
                                    minimum_interval_seconds: number | null;
                                    cooling_off: {
                                        days: number;
                                        per_day_amount: components["schemas"]["Money"];
                                    } | null;
                                    forbids: string[];
                                    cash_out: {
                                        per_act: components["schemas"]["Money"] | null;
                                        per_day_amount: components["schemas"]["Money"] | null;
                                        per_day_count: number | null;
                                        per_month_amount: components["schemas"]["Money"] | null;
                                        per_month_count: number | null;
                                    };
                                    balance_maximum: components["schemas"]["Money"] | null;
                                    per_month_incoming: components["schemas"]["Money"] | null;
                                };
                                registered: {
                                    per_payment: components["schemas"]["Money"];
                                    per_day_amount: components["schemas"]["Money"];
                                    per_day_count: number;
                                    per_month_amount: components["schemas"]["Money"];
                                    per_month_count: number | null;
                                    minimum_interval_seconds: number | null;
                                    cooling_off: {
                                        days: number;
                                        per_day_amount: components["schemas"]["Money"];
                                    } | null;
                                    forbids: unknown[];
                                    cash_out: {
                                        per_act: components["schemas"]["Money"] | null;
                                        per_day_amount: components["schemas"]["Money"] | null;
                                        per_day_count: number | null;
                                        per_month_amount: components["schemas"]["Money"] | null;
                                        per_month_count: number | null;
                                    };
                                    balance_maximum: components["schemas"]["Money"] | null;
                                    per_month_incoming: components["schemas"]["Money"] | null;
                                };
                                till: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                merchant: {
                                    sales: {
                                        per_act: components["schemas"]["Money"] | null;
                                        per_day_amount: components["schemas"]["Money"] | null;
                                        per_day_count: number | null;
                                        per_month_amount: components["schemas"]["Money"] | null;
                                        per_month_count: number | null;
                                    };
                                    refunds: {
                                        per_act: components["schemas"]["Money"] | null;
                                        per_day_amount: components["schemas"]["Money"] | null;
                                        per_day_count: number | null;
                                        per_month_amount: components["schemas"]["Money"] | null;
                                        per_month_count: number | null;
                                    };
                                };
                                large_cash_threshold: components["schemas"]["Money"];
                            };
                            joint_approval_above: components["schemas"]["Money"] | null;
                            calendar: {
                                cutoffs: string[];
                                weekday_cutoffs: {
                                    days: string[];
                                    cutoffs: string[];
                                }[];
                                skip_sundays: boolean;
                                holidays: string[];
                            };
                        }[];
                    };
                };
            };
        };
    };
    createNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NetworkRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        live: boolean;
                        sandbox: boolean;
                        time_zone: string;
                        /** Format: date-time */
                        now: string;
                        limits: {
                            unregistered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: string[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            registered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: unknown[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            till: {
                                per_act: components["schemas"]["Money"] | null;
                                per_day_amount: components["schemas"]["Money"] | null;
                                per_day_count: number | null;
                                per_month_amount: components["schemas"]["Money"] | null;
                                per_month_count: number | null;
                            };
                            merchant: {
                                sales: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                refunds: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                            };
                            large_cash_threshold: components["schemas"]["Money"];
                        };
                        joint_approval_above: components["schemas"]["Money"] | null;
                        calendar: {
                            cutoffs: string[];
                            weekday_cutoffs: {
                                days: string[];
                                cutoffs: string[];
                            }[];
                            skip_sundays: boolean;
                            holidays: string[];
                        };
                    };
                };
            };
        };
    };
    getNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        live: boolean;
                        sandbox: boolean;
                        time_zone: string;
                        /** Format: date-time */
                        now: string;
                        limits: {
                            unregistered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: string[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            registered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: unknown[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            till: {
                                per_act: components["schemas"]["Money"] | null;
                                per_day_amount: components["schemas"]["Money"] | null;
                                per_day_count: number | null;
                                per_month_amount: components["schemas"]["Money"] | null;
                                per_month_count: number | null;
                            };
                            merchant: {
                                sales: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                refunds: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                            };
                            large_cash_threshold: components["schemas"]["Money"];
                        };
                        joint_approval_above: components["schemas"]["Money"] | null;
                        calendar: {
                            cutoffs: string[];
                            weekday_cutoffs: {
                                days: string[];
                                cutoffs: string[];
                            }[];
                            skip_sundays: boolean;
                            holidays: string[];
                        };
                    };
                };
            };
        };
    };
    moveNetworkClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        live: boolean;
                        sandbox: boolean;
                        time_zone: string;
                        /** Format: date-time */
                        now: string;
                        limits: {
                            unregistered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: string[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            registered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: unknown[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            till: {
                                per_act: components["schemas"]["Money"] | null;
                                per_day_amount: components["schemas"]["Money"] | null;
                                per_day_count: number | null;
                                per_month_amount: components["schemas"]["Money"] | null;
                                per_month_count: number | null;
                            };
                            merchant: {
                                sales: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                refunds: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                            };
                            large_cash_threshold: components["schemas"]["Money"];
                        };
                        joint_approval_above: components["schemas"]["Money"] | null;
                        calendar: {
                            cutoffs: string[];
                            weekday_cutoffs: {
                                days: string[];
                                cutoffs: string[];
                            }[];
                            skip_sundays: boolean;
                            holidays: string[];
                        };
                    };
                };
            };
        };
    };
    setNetworkLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LimitsRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        live: boolean;
                        sandbox: boolean;
                        time_zone: string;
                        /** Format: date-time */
                        now: string;
                        limits: {
                            unregistered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: string[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            registered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: unknown[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            till: {
                                per_act: components["schemas"]["Money"] | null;
                                per_day_amount: components["schemas"]["Money"] | null;
                                per_day_count: number | null;
                                per_month_amount: components["schemas"]["Money"] | null;
                                per_month_count: number | null;
                            };
                            merchant: {
                                sales: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                refunds: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                            };
                            large_cash_threshold: components["schemas"]["Money"];
                        };
                        joint_approval_above: components["schemas"]["Money"] | null;
                        calendar: {
                            cutoffs: string[];
                            weekday_cutoffs: {
                                days: string[];
                                cutoffs: string[];
                            }[];
                            skip_sundays: boolean;
                            holidays: string[];
                        };
                    };
                };
            };
        };
    };
    requestJointApprovalLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JointApprovalLimitRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    setNetworkCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        live: boolean;
                        sandbox: boolean;
                        time_zone: string;
                        /** Format: date-time */
                        now: string;
                        limits: {
                            unregistered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: string[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            registered: {
                                per_payment: components["schemas"]["Money"];
                                per_day_amount: components["schemas"]["Money"];
                                per_day_count: number;
                                per_month_amount: components["schemas"]["Money"];
                                per_month_count: number | null;
                                minimum_interval_seconds: number | null;
                                cooling_off: {
                                    days: number;
                                    per_day_amount: components["schemas"]["Money"];
                                } | null;
                                forbids: unknown[];
                                cash_out: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                balance_maximum: components["schemas"]["Money"] | null;
                                per_month_incoming: components["schemas"]["Money"] | null;
                            };
                            till: {
                                per_act: components["schemas"]["Money"] | null;
                                per_day_amount: components["schemas"]["Money"] | null;
                                per_day_count: number | null;
                                per_month_amount: components["schemas"]["Money"] | null;
                                per_month_count: number | null;
                            };
                            merchant: {
                                sales: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                                refunds: {
                                    per_act: components["schemas"]["Money"] | null;
                                    per_day_amount: components["schemas"]["Money"] | null;
                                    per_day_count: number | null;
                                    per_month_amount: components["schemas"]["Money"] | null;
                                    per_month_count: number | null;
                                };
                            };
                            large_cash_threshold: components["schemas"]["Money"];
                        };
                        joint_approval_above: components["schemas"]["Money"] | null;
                        calendar: {
                            cutoffs: string[];
                            weekday_cutoffs: {
                                days: string[];
                                cutoffs: string[];
                            }[];
                            skip_sundays: boolean;
                            holidays: string[];
                        };
                    };
                };
            };
        };
    };
    getMerchantLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_id: string;
                        sales: {
                            per_act: components["schemas"]["Money"] | null;
                            per_day_amount: components["schemas"]["Money"] | null;
                            per_day_count: number | null;
                            per_month_amount: components["schemas"]["Money"] | null;
                            per_month_count: number | null;
                        };
                        refunds: {
                            per_act: components["schemas"]["Money"] | null;
                            per_day_amount: components["schemas"]["Money"] | null;
                            per_day_count: number | null;
                            per_month_amount: components["schemas"]["Money"] | null;
                            per_month_count: number | null;
                        };
                    };
                };
            };
        };
    };
    setMerchantLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MerchantLimitsRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        merchant_id: string;
                        sales: {
                            per_act: components["schemas"]["Money"] | null;
                            per_day_amount: components["schemas"]["Money"] | null;
                            per_day_count: number | null;
                            per_month_amount: components["schemas"]["Money"] | null;
                            per_month_count: number | null;
                        };
                        refunds: {
                            per_act: components["schemas"]["Money"] | null;
                            per_day_amount: components["schemas"]["Money"] | null;
                            per_day_count: number | null;
                            per_month_amount: components["schemas"]["Money"] | null;
                            per_month_count: number | null;
                        };
                    };
                };
            };
        };
    };
    listLargeCash: {
        parameters: {
            query: {
                date: string;
                network_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        date: string;
                        data: {
                            person_id: string;
                            memberships: {
                                member_id: string;
                                cooperative_id: string;
                            }[];
                            deposits: components["schemas"]["Money"];
                            withdrawals: components["schemas"]["Money"];
                            total: components["schemas"]["Money"];
                            count: number;
                        }[];
                    };
                };
            };
        };
    };
    listFeeSchedules: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                state?: "draft" | "approved" | "active" | "retired" | "rejected";
                /** @description The one that a transfer was charged by, as its `fee_version` says. */
                version?: number;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            network_id: string | null;
                            version: number;
                            state: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            effective_at: string;
                            drafted_by: string | null;
                            approved_by: string | null;
                            /** Format: date-time */
                            approved_at: string | null;
                            /** Format: date-time */
                            activated_at: string | null;
                            retired_at: unknown;
                            unit: components["schemas"]["Money"];
                            rounding: string;
                            rules: {
                                criterion?: string;
                                issuer_id?: string;
                                acquirer_id?: string;
                                from_amount?: components["schemas"]["Money"];
                                to_amount?: components["schemas"]["Money"];
                                refund?: string;
                                service: string;
                                scope: string;
                                components: {
                                    rate?: string;
                                    fixed?: components["schemas"]["Money"];
                                    minimum?: components["schemas"]["Money"];
                                    maximum?: components["schemas"]["Money"];
                                    name: string;
                                    payer: string;
                                    shares: {
                                        party: string;
                                        weight: string;
                                    }[];
                                }[];
                            }[];
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createFeeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeeScheduleRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        version: number;
                        state: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        effective_at: string;
                        drafted_by: string | null;
                        approved_by: unknown;
                        approved_at: unknown;
                        activated_at: unknown;
                        retired_at: unknown;
                        unit: components["schemas"]["Money"];
                        rounding: string;
                        rules: {
                            criterion?: string;
                            issuer_id?: string;
                            acquirer_id?: string;
                            from_amount?: components["schemas"]["Money"];
                            to_amount?: components["schemas"]["Money"];
                            refund?: string;
                            service: string;
                            scope: string;
                            components: {
                                rate?: string;
                                fixed?: components["schemas"]["Money"];
                                minimum?: components["schemas"]["Money"];
                                maximum?: components["schemas"]["Money"];
                                name: string;
                                payer: string;
                                shares: {
                                    party: string;
                                    weight: string;
                                }[];
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    submitFeeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitFeeScheduleRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    withdrawFeeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        version: number;
                        state: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        effective_at: string;
                        drafted_by: string | null;
                        approved_by: unknown;
                        approved_at: unknown;
                        activated_at: unknown;
                        retired_at: unknown;
                        unit: components["schemas"]["Money"];
                        rounding: string;
                        rules: {
                            criterion?: string;
                            issuer_id?: string;
                            acquirer_id?: string;
                            from_amount?: components["schemas"]["Money"];
                            to_amount?: components["schemas"]["Money"];
                            refund?: string;
                            service: string;
                            scope: string;
                            components: {
                                rate?: string;
                                fixed?: components["schemas"]["Money"];
                                minimum?: components["schemas"]["Money"];
                                maximum?: components["schemas"]["Money"];
                                name: string;
                                payer: string;
                                shares: {
                                    party: string;
                                    weight: string;
                                }[];
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    simulateFeeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulationRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fee_schedule_id: string;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        services: {
                            service: string;
                            scope: string;
                            count: number;
                            value: components["schemas"]["Money"];
                            components: {
                                component: string;
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            }[];
                        }[];
                        cooperatives: {
                            cooperative_id: string;
                            earned: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                            paid: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                            net: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                        }[];
                        switch: {
                            earned: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                            paid: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                            net: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                        };
                        others: {
                            earned: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                            paid: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                            net: {
                                booked: components["schemas"]["Money"];
                                simulated: components["schemas"]["Money"];
                            };
                        };
                        not_priced: {
                            service: string;
                            scope: string;
                            code: string;
                            count: number;
                            value: components["schemas"]["Money"];
                        }[];
                    };
                };
            };
        };
    };
    getFeeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        version: number;
                        state: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        effective_at: string;
                        drafted_by: string | null;
                        approved_by: string | null;
                        /** Format: date-time */
                        approved_at: string | null;
                        /** Format: date-time */
                        activated_at: string | null;
                        retired_at: unknown;
                        unit: components["schemas"]["Money"];
                        rounding: string;
                        rules: {
                            criterion?: string;
                            issuer_id?: string;
                            acquirer_id?: string;
                            from_amount?: components["schemas"]["Money"];
                            to_amount?: components["schemas"]["Money"];
                            refund?: string;
                            service: string;
                            scope: string;
                            components: {
                                rate?: string;
                                fixed?: components["schemas"]["Money"];
                                minimum?: components["schemas"]["Money"];
                                maximum?: components["schemas"]["Money"];
                                name: string;
                                payer: string;
                                shares: {
                                    party: string;
                                    weight: string;
                                }[];
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    listCooperatives: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                network_id?: string;
                state?: "invited" | "training" | "active" | "suspended" | "left";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            network_id: string;
                            name: string;
                            short_name: string;
                            city: string;
                            state: string;
                            reachable: boolean;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createCooperative: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CooperativeRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        name: string;
                        short_name: string;
                        city: string;
                        state: string;
                        reachable: boolean;
                    };
                };
            };
        };
    };
    getCooperative: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        name: string;
                        short_name: string;
                        city: string;
                        state: string;
                        reachable: boolean;
                    };
                };
            };
        };
    };
    setCooperativeReachability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CooperativeReachRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        name: string;
                        short_name: string;
                        city: string;
                        state: string;
                        reachable: boolean;
                    };
                };
            };
        };
    };
    changeCooperativeState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CooperativeStateRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        name: string;
                        short_name: string;
                        city: string;
                        state: string;
                        reachable: boolean;
                        approval_id: unknown;
                    };
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                cooperative_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            cooperative_id: string;
                            number: string;
                            tier: string;
                            status: string;
                            full_name: string | null;
                            phone: string | null;
                            wallet_account_id: string;
                            /** Format: date-time */
                            joined_at: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createMember: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        cooperative_id: string;
                        number: string;
                        tier: string;
                        status: string;
                        full_name: string | null;
                        phone: string | null;
                        wallet_account_id: string;
                        /** Format: date-time */
                        joined_at: string;
                        activation_code: string;
                    };
                };
            };
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        cooperative_id: string;
                        number: string;
                        tier: string;
                        status: string;
                        full_name: string | null;
                        phone: string | null;
                        wallet_account_id: string;
                        /** Format: date-time */
                        joined_at: string;
                    };
                };
            };
        };
    };
    changeMemberTier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberTierRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        cooperative_id: string;
                        number: string;
                        tier: string;
                        status: string;
                        full_name: string | null;
                        phone: string | null;
                        wallet_account_id: string;
                        /** Format: date-time */
                        joined_at: string;
                    };
                };
            };
        };
    };
    changeMemberStatus: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WalletStatusRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        cooperative_id: string;
                        number: string;
                        tier: string;
                        status: string;
                        full_name: string | null;
                        phone: string | null;
                        wallet_account_id: string;
                        /** Format: date-time */
                        joined_at: string;
                    };
                };
            };
        };
    };
    listMemberDevices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            /** Format: date-time */
                            registered_at: string;
                            /** Format: date-time */
                            last_seen_at: string;
                            signed_in: boolean;
                            blocked_at: unknown;
                        }[];
                    };
                };
            };
        };
    };
    blockMemberDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** Format: date-time */
                        registered_at: string;
                        /** Format: date-time */
                        last_seen_at: string;
                        signed_in: boolean;
                        /** Format: date-time */
                        blocked_at: string;
                    };
                };
            };
        };
    };
    requestPinReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinResetBody"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    getPinResetCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        activation_code: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    closeMyWallet: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosureRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member_id: string;
                        status: string;
                        transfer_id: string;
                        sent: {
                            member_id: string;
                            cooperative_id: string;
                            amount: components["schemas"]["Money"];
                        } | null;
                        /** Format: date-time */
                        closed_at: string;
                    };
                };
            };
        };
    };
    closeMember: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosureRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member_id: string;
                        status: string;
                        transfer_id: string;
                        sent: {
                            member_id: string;
                            cooperative_id: string;
                            amount: components["schemas"]["Money"];
                        } | null;
                        /** Format: date-time */
                        closed_at: string;
                    };
                };
            };
        };
    };
    exportMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        person_id: string;
                        full_name: string;
                        phone: string | null;
                        nik: string | null;
                        usernames: unknown[];
                        roles: {
                            role: string;
                            cooperative_id: string | null;
                            merchant_id: unknown;
                        }[];
                        memberships: {
                            member_id: string;
                            cooperative_id: string;
                            number: string;
                            tier: string;
                            status: string;
                            wallet_account_id: string;
                            /** Format: date-time */
                            joined_at: string;
                        }[];
                    };
                };
            };
        };
    };
    exportMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        person_id: string;
                        full_name: string;
                        phone: string | null;
                        nik: string | null;
                        usernames: unknown[];
                        roles: {
                            role: string;
                            cooperative_id: string | null;
                            merchant_id: unknown;
                        }[];
                        memberships: {
                            member_id: string;
                            cooperative_id: string;
                            number: string;
                            tier: string;
                            status: string;
                            wallet_account_id: string;
                            /** Format: date-time */
                            joined_at: string;
                        }[];
                    };
                };
            };
        };
    };
    requestErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        decided_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: Record<string, never> | null;
                        failure: unknown;
                    };
                };
            };
        };
    };
    listMerchants: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                cooperative_id?: string;
                /** @description A part of the shop's name, in upper or lower case. */
                name_contains?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            criterion: string;
                            cooperative: {
                                id: string;
                                name: string;
                                short_name: string;
                                city: string;
                            };
                            status?: string;
                            owner_person_id?: string;
                            wallet_account_id?: string;
                            /** Format: date-time */
                            created_at?: string;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createMerchant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MerchantRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        criterion: string;
                        cooperative: {
                            id: string;
                            name: string;
                            short_name: string;
                            city: string;
                        };
                        status: string;
                        owner_person_id: string;
                        wallet_account_id: string;
                        /** Format: date-time */
                        created_at: string;
                        activation_code: string | null;
                    };
                };
            };
        };
    };
    getMerchant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        criterion: string;
                        cooperative: {
                            id: string;
                            name: string;
                            short_name: string;
                            city: string;
                        };
                        status?: string;
                        owner_person_id?: string;
                        wallet_account_id?: string;
                        /** Format: date-time */
                        created_at?: string;
                    };
                };
            };
        };
    };
    changeMerchant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MerchantChangeRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        criterion: string;
                        cooperative: {
                            id: string;
                            name: string;
                            short_name: string;
                            city: string;
                        };
                        status: string;
                        owner_person_id: string;
                        wallet_account_id: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    changeMerchantStatus: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WalletStatusRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        criterion: string;
                        cooperative: {
                            id: string;
                            name: string;
                            short_name: string;
                            city: string;
                        };
                        status: string;
                        owner_person_id: string;
                        wallet_account_id: string;
                        /** Format: date-time */
                        created_at: string;
                        approval_id: unknown;
                    };
                };
            };
        };
    };
    listCashiers: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            person_id: string;
                            merchant_id: string;
                            full_name: string;
                            usernames: string[];
                            state: string;
                            limits: {
                                per_act: components["schemas"]["Money"] | null;
                                per_day_amount: components["schemas"]["Money"] | null;
                                per_day_count: number | null;
                            };
                            /** Format: date-time */
                            since: string;
                            ended_at: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createCashier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CashierRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        person_id: string;
                        merchant_id: string;
                        username: string;
                        activation_code: string;
                    };
                };
            };
        };
    };
    setCashierLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                cashier_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CashierLimitsRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        person_id: string;
                        merchant_id: string;
                        full_name: string;
                        usernames: string[];
                        state: string;
                        limits: {
                            per_act: components["schemas"]["Money"] | null;
                            per_day_amount: components["schemas"]["Money"] | null;
                            per_day_count: number | null;
                        };
                        /** Format: date-time */
                        since: string;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    endCashier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                cashier_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CashierEndRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        person_id: string;
                        merchant_id: string;
                        full_name: string;
                        usernames: string[];
                        state: string;
                        limits: {
                            per_act: components["schemas"]["Money"] | null;
                            per_day_amount: components["schemas"]["Money"] | null;
                            per_day_count: number | null;
                        };
                        /** Format: date-time */
                        since: string;
                        /** Format: date-time */
                        ended_at: string;
                    };
                };
            };
        };
    };
    requestOwnerPinReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinResetBody"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    getOwnerPinResetCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        activation_code: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    createImport: {
        parameters: {
            query?: {
                /** @description The caller's own unless told. */
                cooperative_id?: string;
                /** @description `true`: only to be told what is wrong with the file. */
                dry_run?: "true" | "false";
            };
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/vnd.ms-excel": string;
            };
        };
        responses: {
            /** @description Read; see `status` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        cooperative_id: string;
                        status: string;
                        dry_run: boolean;
                        rows: number;
                        members: number;
                        merchants: number;
                        unchanged: number;
                        nothing_changed: boolean;
                        opening_balances: {
                            count: number;
                            done: number;
                            amount: components["schemas"]["Money"];
                        };
                        fault_count: number;
                        faults: {
                            row: number | null;
                            column: string | null;
                            heading: string | null;
                            code: string;
                            problem: string;
                            correction: string;
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string | null;
                    };
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        object: string;
                        cooperative_id: string;
                        status: string;
                        dry_run: boolean;
                        rows: number;
                        members: number;
                        merchants: number;
                        unchanged: number;
                        nothing_changed: boolean;
                        opening_balances: {
                            count: number;
                            done: number;
                            amount: components["schemas"]["Money"];
                        };
                        fault_count: number;
                        faults: {
                            row: number | null;
                            column: string | null;
                            heading: string | null;
                            code: string;
                            problem: string;
                            correction: string;
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string | null;
                    };
                };
            };
        };
    };
    getImportReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    createImportActivationCodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    listStaff: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            person_id: string;
                            full_name: string;
                            usernames: string[];
                            role: string;
                            state: string;
                            network_id: string | null;
                            cooperative_id: string | null;
                            /** Format: date-time */
                            appointed_at: string;
                            suspended_at: unknown;
                            ended_at: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    appointStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: unknown;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    getStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        person_id: string;
                        full_name: string;
                        usernames: string[];
                        role: string;
                        state: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        /** Format: date-time */
                        appointed_at: string;
                        suspended_at: unknown;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    suspendStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffReasonRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        person_id: string;
                        full_name: string;
                        usernames: string[];
                        role: string;
                        state: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        /** Format: date-time */
                        appointed_at: string;
                        suspended_at: unknown;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    dismissStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffReasonRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        person_id: string;
                        full_name: string;
                        usernames: string[];
                        role: string;
                        state: string;
                        network_id: string | null;
                        cooperative_id: string | null;
                        /** Format: date-time */
                        appointed_at: string;
                        suspended_at: unknown;
                        ended_at: unknown;
                    };
                };
            };
        };
    };
    requestReinstatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffReasonRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        decided_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: Record<string, never> | null;
                        failure: unknown;
                    };
                };
            };
        };
    };
    requestRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffReasonRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        decided_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: Record<string, never> | null;
                        failure: unknown;
                    };
                };
            };
        };
    };
    getRecoveryCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        activation_code: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    getAppointmentCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        activation_code: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    listCycles: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                state?: "OPEN" | "CLOSED" | "NETTED" | "SETTLED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            network_id: string;
                            number: number;
                            state: string;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            cutoff_at: string | null;
                            /** Format: date-time */
                            closed_at: string | null;
                            first_batch: string;
                            last_batch: string | null;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    getCycle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        opened_at: string;
                        /** Format: date-time */
                        cutoff_at: string | null;
                        /** Format: date-time */
                        closed_at: string | null;
                        first_batch: string;
                        last_batch: string | null;
                        nets: {
                            cooperative_id: string;
                            side: string;
                            net: components["schemas"]["Money"];
                            parts: {
                                service: string;
                                component: string;
                                debit: components["schemas"]["Money"];
                                credit: components["schemas"]["Money"];
                                net: components["schemas"]["Money"];
                                leg_count: number;
                            }[];
                        }[];
                        switch_income: components["schemas"]["Money"] | null;
                        matrix: {
                            debtor_cooperative_id: string | null;
                            creditor_cooperative_id: string | null;
                            gross: components["schemas"]["Money"];
                            net: components["schemas"]["Money"];
                        }[];
                    };
                };
            };
        };
    };
    closeCycle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        opened_at: string;
                        /** Format: date-time */
                        cutoff_at: string | null;
                        /** Format: date-time */
                        closed_at: string | null;
                        first_batch: string;
                        last_batch: string | null;
                        nets: {
                            cooperative_id: string;
                            side: string;
                            net: components["schemas"]["Money"];
                            parts: {
                                service: string;
                                component: string;
                                debit: components["schemas"]["Money"];
                                credit: components["schemas"]["Money"];
                                net: components["schemas"]["Money"];
                                leg_count: number;
                            }[];
                        }[];
                        switch_income: components["schemas"]["Money"] | null;
                        matrix: {
                            debtor_cooperative_id: string | null;
                            creditor_cooperative_id: string | null;
                            gross: components["schemas"]["Money"];
                            net: components["schemas"]["Money"];
                        }[];
                    };
                };
            };
        };
    };
    getSettlementTerms: {
        parameters: {
            query?: {
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        network_id: string;
                        mode: string;
                        standing_order: boolean;
                        deadline_hours: number | null;
                        /** Format: date-time */
                        agreed_at: string | null;
                        requested_by: string | null;
                        approved_by: string | null;
                    };
                };
            };
        };
    };
    requestSettlementTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementTermsRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    getSettlementInstructions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        cycle_id: string;
                        state: string;
                        mode: string;
                        proposed_by: string;
                        /** Format: date-time */
                        proposed_at: string;
                        approved_by: string | null;
                        /** Format: date-time */
                        approved_at: string | null;
                        /** Format: date-time */
                        deadline_at: string | null;
                        ended_at: unknown;
                        collections: {
                            cooperative_id: string;
                            due: components["schemas"]["Money"];
                            paid: components["schemas"]["Money"];
                            to_transfer: components["schemas"]["Money"];
                            payment_reference: string;
                        }[];
                        direct: unknown[];
                        pay_outs: {
                            id: string;
                            cooperative_id: string | null;
                            direction: string;
                            amount: components["schemas"]["Money"];
                            state: string;
                            bank_reference: string | null;
                            settlement_id: string | null;
                            transfer_id: string | null;
                            requested_by: string;
                            decided_by: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            refusal: unknown;
                        }[];
                    };
                };
            };
        };
    };
    confirmSettlementPayment: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmationRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        transfer_id: string;
                        cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        bank_reference: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    confirmDirectPayment: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DirectPaymentRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        settlement_id: string;
                        debtor_id: string;
                        creditor_id: string;
                        due: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        remaining: components["schemas"]["Money"];
                        /** Format: date-time */
                        payable_since: string | null;
                        transfer_ids: string[];
                        amount: components["schemas"]["Money"];
                        bank_reference: string;
                        confirmed_by: string;
                        /** Format: date-time */
                        confirmed_at: string;
                        transfer_id: string | null;
                    };
                };
            };
        };
    };
    listSettlements: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                state?: "PROPOSED" | "APPROVED" | "SETTLING" | "SETTLED" | "ABORTED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            network_id: string;
                            cycle_id: string;
                            state: string;
                            mode: string;
                            proposed_by: string;
                            /** Format: date-time */
                            proposed_at: string;
                            approved_by: string | null;
                            /** Format: date-time */
                            approved_at: string | null;
                            deadline_at: unknown;
                            /** Format: date-time */
                            ended_at: string | null;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createSettlement: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        cycle_id: string;
                        state: string;
                        mode: string;
                        proposed_by: string;
                        /** Format: date-time */
                        proposed_at: string;
                        approved_by: unknown;
                        approved_at: unknown;
                        deadline_at: unknown;
                        ended_at: unknown;
                        lines: {
                            cooperative_id: string;
                            side: string;
                            due: components["schemas"]["Money"];
                            paid: components["schemas"]["Money"];
                            remaining: components["schemas"]["Money"];
                            transfer_ids: string[];
                        }[];
                        direct: unknown[];
                        switch_fee: {
                            due: components["schemas"]["Money"];
                            received: components["schemas"]["Money"];
                        } | null;
                    };
                };
            };
        };
    };
    approveSettlement: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        cycle_id: string;
                        state: string;
                        mode: string;
                        proposed_by: string;
                        /** Format: date-time */
                        proposed_at: string;
                        approved_by: string | null;
                        /** Format: date-time */
                        approved_at: string | null;
                        deadline_at: unknown;
                        /** Format: date-time */
                        ended_at: string | null;
                        lines: {
                            cooperative_id: string;
                            side: string;
                            due: components["schemas"]["Money"];
                            paid: components["schemas"]["Money"];
                            remaining: components["schemas"]["Money"];
                            transfer_ids: string[];
                        }[];
                        direct: unknown[];
                        switch_fee: {
                            due: components["schemas"]["Money"];
                            received: components["schemas"]["Money"];
                        } | null;
                    };
                };
            };
        };
    };
    resumeSettlement: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        cycle_id: string;
                        state: string;
                        mode: string;
                        proposed_by: string;
                        /** Format: date-time */
                        proposed_at: string;
                        approved_by: string | null;
                        /** Format: date-time */
                        approved_at: string | null;
                        deadline_at: unknown;
                        /** Format: date-time */
                        ended_at: string | null;
                        lines: {
                            cooperative_id: string;
                            side: string;
                            due: components["schemas"]["Money"];
                            paid: components["schemas"]["Money"];
                            remaining: components["schemas"]["Money"];
                            transfer_ids: string[];
                        }[];
                        direct: unknown[];
                        switch_fee: {
                            due: components["schemas"]["Money"];
                            received: components["schemas"]["Money"];
                        } | null;
                    };
                };
            };
        };
    };
    abortSettlement: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        cycle_id: string;
                        state: string;
                        mode: string;
                        proposed_by: string;
                        /** Format: date-time */
                        proposed_at: string;
                        approved_by: unknown;
                        approved_at: unknown;
                        deadline_at: unknown;
                        /** Format: date-time */
                        ended_at: string | null;
                        lines: unknown[];
                        direct: unknown[];
                        switch_fee: {
                            due: components["schemas"]["Money"];
                            received: components["schemas"]["Money"];
                        } | null;
                    };
                };
            };
        };
    };
    getSettlement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        cycle_id: string;
                        state: string;
                        mode: string;
                        proposed_by: string;
                        /** Format: date-time */
                        proposed_at: string;
                        approved_by: string | null;
                        /** Format: date-time */
                        approved_at: string | null;
                        deadline_at: unknown;
                        /** Format: date-time */
                        ended_at: string | null;
                        lines: {
                            cooperative_id: string;
                            side: string;
                            due: components["schemas"]["Money"];
                            paid: components["schemas"]["Money"];
                            remaining: components["schemas"]["Money"];
                            transfer_ids: string[];
                        }[];
                        direct: unknown[];
                        switch_fee: {
                            due: components["schemas"]["Money"];
                            received: components["schemas"]["Money"];
                        } | null;
                    };
                };
            };
        };
    };
    getSettlementStatement: {
        parameters: {
            query?: {
                /** @description Whose statement; the caller's own unless told. */
                cooperative?: string;
                format?: "json" | "csv" | "xlsx" | "pdf" | "camt053";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        network_id: string;
                        cycle_id: string;
                        cooperative_id: string;
                        number: number;
                        state: string;
                        /** Format: date-time */
                        opened_at: string;
                        /** Format: date-time */
                        closed_at: string | null;
                        /** Format: date-time */
                        as_of: string;
                        owes: components["schemas"]["Money"];
                        is_owed: components["schemas"]["Money"];
                        side: string;
                        net: components["schemas"]["Money"];
                        leg_count: number;
                        parts: {
                            service: string;
                            component: string;
                            owes: components["schemas"]["Money"];
                            is_owed: components["schemas"]["Money"];
                            side: string;
                            net: components["schemas"]["Money"];
                            leg_count: number;
                        }[];
                        counterparts: {
                            cooperative_id: string | null;
                            owes: components["schemas"]["Money"];
                            is_owed: components["schemas"]["Money"];
                            side: string;
                            net: components["schemas"]["Money"];
                        }[];
                        settled: {
                            transfer_id: string;
                            side: string;
                            amount: components["schemas"]["Money"];
                            counterpart_cooperative_id: unknown;
                            /** Format: date-time */
                            settled_at: string;
                        }[];
                        outstanding: components["schemas"]["Money"];
                        outstanding_side: string;
                    };
                    "text/csv": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "application/pdf": unknown;
                    "application/xml": unknown;
                };
            };
        };
    };
    listCycleTransfers: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description Whose figures; the caller's own unless told. */
                cooperative?: string;
                service?: "payment" | "deposit" | "withdrawal" | "transfer" | "invoice_payment" | "refund" | "reversal" | "payout" | "cash_transfer" | "till_open" | "till_close" | "incentive_funding" | "suspense_release" | "opening_balance" | "funds_in" | "funds_out" | "settlement" | "adjustment" | "cap_change" | "account_status" | "hold" | "capture" | "void" | "expiry" | "code_cancellation" | "internal";
                component?: "principal" | "interchange" | "mdr" | "switch_fee" | "member_fee" | "incentive" | "opening" | "liquidity" | "settlement" | "cash" | "difference" | "budget" | "suspense" | "adjustment";
                /** @description Only what is between the two: a cooperative's id, or `switch`. */
                counterpart?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            transfer_id: string;
                            type: string;
                            amount: components["schemas"]["Money"];
                            /** Format: date-time */
                            created_at: string;
                            parts: {
                                service: string;
                                component: string;
                                side: string;
                                amount: components["schemas"]["Money"];
                                counterpart_cooperative_id: string | null;
                            }[];
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    getInstructionMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
        };
    };
    getCycleManifest: {
        parameters: {
            query?: {
                /** @description Only what concerns this cooperative; the caller's own for its staff, else all of them. */
                cooperative?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        jws: string;
                        manifest: {
                            kind: string;
                            version: number;
                            issuer: string;
                            network_id: string;
                            cycle_id: string;
                            cycle_number: number;
                            state: string;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            closed_at: string | null;
                            /** Format: date-time */
                            as_of: string;
                            first_batch: string;
                            last_batch: string | null;
                            chain_head: string | null;
                            nets: {
                                cooperative_id: string;
                                net: string;
                                leg_count: string;
                            }[];
                            files: {
                                name: string;
                                media_type: string;
                                bytes: number;
                                sha256: string;
                            }[];
                        };
                    };
                };
            };
        };
    };
    getTreasuryPosition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cooperative_id: string;
                        short_name: string;
                        clearing: {
                            side: string;
                            amount: components["schemas"]["Money"];
                        };
                        held: components["schemas"]["Money"];
                        cap: components["schemas"]["Money"];
                        headroom: components["schemas"]["Money"];
                        use_percent: string;
                        unsecured_line: components["schemas"]["Money"];
                        liquidity: components["schemas"]["Money"];
                        liquidity_held: components["schemas"]["Money"];
                        open_cycle: {
                            id: string;
                            number: number;
                            side: string;
                            amount: components["schemas"]["Money"];
                        };
                        forecast: {
                            pace_per_hour: components["schemas"]["Money"];
                            /** Format: date-time */
                            cap_reached_at: string | null;
                        };
                        headroom_percent: string;
                        holds: {
                            transfer_id: string;
                            amount: components["schemas"]["Money"];
                            /** Format: date-time */
                            expires_at: string;
                        }[];
                    };
                };
            };
        };
    };
    getTreasuryFlows: {
        parameters: {
            query?: {
                /** @description A day of the network’s calendar; today unless told. */
                date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        /** Format: date */
                        date: string;
                        owes: components["schemas"]["Money"];
                        is_owed: components["schemas"]["Money"];
                        side: string;
                        net: components["schemas"]["Money"];
                        counterparts: {
                            cooperative_id: string | null;
                            short_name: string | null;
                            owes: components["schemas"]["Money"];
                            is_owed: components["schemas"]["Money"];
                            side: string;
                            net: components["schemas"]["Money"];
                            leg_count: number;
                        }[];
                    };
                };
            };
        };
    };
    getTreasuryFees: {
        parameters: {
            query?: {
                /** @description Such as 2026-01; this month unless told. */
                month?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        object: string;
                        month: string;
                        earned: components["schemas"]["Money"];
                        paid: components["schemas"]["Money"];
                        lines: {
                            service: string;
                            component: string;
                            earned: components["schemas"]["Money"];
                            paid: components["schemas"]["Money"];
                            leg_count: number;
                        }[];
                    };
                };
            };
        };
    };
    requestBankIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BankIdentityRequest"];
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        decided_at: string | null;
                        /** Format: date-time */
                        ended_at: string | null;
                        outcome: Record<string, never> | null;
                        failure: unknown;
                    };
                };
            };
        };
    };
    getBilateralCaps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cooperative_id: string;
                        caps: {
                            debtor_id: string;
                            creditor_id: string;
                            maximum: components["schemas"]["Money"] | null;
                            owes: components["schemas"]["Money"];
                            held: components["schemas"]["Money"];
                            /** Format: date-time */
                            agreed_at: string;
                        }[];
                    };
                };
            };
        };
    };
    requestBilateralCap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BilateralCapRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    listFunds: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                /** @description Of one cooperative; its own staff find no others. */
                cooperative_id?: string;
                /** @description Of one settlement. */
                settlement_id?: string;
                direction?: "in" | "out";
                state?: "REQUESTED" | "RESERVED" | "COMMITTING" | "ABORTING" | "POSTED" | "ABORTED" | "REFUSED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            cooperative_id: string | null;
                            direction: string;
                            amount: components["schemas"]["Money"];
                            state: string;
                            bank_reference: string | null;
                            settlement_id: unknown;
                            transfer_id: string | null;
                            requested_by: string;
                            decided_by: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            refusal: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    getFunds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        cooperative_id: string | null;
                        direction: string;
                        amount: components["schemas"]["Money"];
                        state: string;
                        bank_reference: string | null;
                        settlement_id: unknown;
                        transfer_id: string | null;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string | null;
                        refusal: unknown;
                    };
                };
            };
        };
    };
    commitFunds: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommitFundsRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        cooperative_id: string | null;
                        direction: string;
                        amount: components["schemas"]["Money"];
                        state: string;
                        bank_reference: string | null;
                        settlement_id: unknown;
                        transfer_id: string | null;
                        requested_by: string;
                        decided_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string | null;
                        refusal: unknown;
                    };
                };
            };
        };
    };
    abortFunds: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        cooperative_id: string | null;
                        direction: string;
                        amount: components["schemas"]["Money"];
                        state: string;
                        bank_reference: unknown;
                        settlement_id: unknown;
                        transfer_id: string | null;
                        requested_by: string;
                        decided_by: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        ended_at: string;
                        refusal: unknown;
                    };
                };
            };
        };
    };
    createFundsIn: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundsInRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        transfer_id: string;
                        cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        bank_reference: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    createFundsOut: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundsOutRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        cooperative_id: string | null;
                        direction: string;
                        amount: components["schemas"]["Money"];
                        state: string;
                        bank_reference: unknown;
                        settlement_id: unknown;
                        transfer_id: string | null;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        created_at: string;
                        ended_at: unknown;
                        refusal: unknown;
                    };
                };
            };
        };
    };
    setCap: {
        parameters: {
            query?: never;
            header: {
                /** @description A UUID for a new request; the same one whenever it is repeated */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CapRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transfer_id: string | null;
                        cooperative_id: string;
                        unsecured_line: components["schemas"]["Money"];
                        /** Format: date-time */
                        created_at: string;
                        approval_id: unknown;
                    };
                };
            };
        };
    };
    getPosition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cooperative_id: string;
                        short_name: string;
                        clearing: {
                            side: string;
                            amount: components["schemas"]["Money"];
                        };
                        held: components["schemas"]["Money"];
                        cap: components["schemas"]["Money"];
                        headroom: components["schemas"]["Money"];
                        use_percent: string;
                        unsecured_line: components["schemas"]["Money"];
                        liquidity: components["schemas"]["Money"];
                        liquidity_held: components["schemas"]["Money"];
                        open_cycle: {
                            id: string;
                            number: number;
                            side: string;
                            amount: components["schemas"]["Money"];
                        };
                        forecast: {
                            pace_per_hour: components["schemas"]["Money"];
                            /** Format: date-time */
                            cap_reached_at: string | null;
                        };
                    };
                };
            };
        };
    };
    listPositions: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            cooperative_id: string;
                            short_name: string;
                            clearing: {
                                side: string;
                                amount: components["schemas"]["Money"];
                            };
                            held: components["schemas"]["Money"];
                            cap: components["schemas"]["Money"];
                            headroom: components["schemas"]["Money"];
                            use_percent: string;
                            unsecured_line: components["schemas"]["Money"];
                            liquidity: components["schemas"]["Money"];
                            liquidity_held: components["schemas"]["Money"];
                            open_cycle: {
                                id: string;
                                number: number;
                                side: string;
                                amount: components["schemas"]["Money"];
                            };
                            forecast: {
                                pace_per_hour: components["schemas"]["Money"];
                                /** Format: date-time */
                                cap_reached_at: string | null;
                            };
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    listBankStatements: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            network_id: string;
                            format: string;
                            imported_by: string;
                            /** Format: date-time */
                            imported_at: string;
                            line_count: number;
                            known_count: number;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    importBankStatement: {
        parameters: {
            query?: {
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                /** @description Heading of the column with the day; required for a CSV. */
                date_column?: string;
                /** @description Heading of the column with what the bank calls the movement; required for a CSV. */
                reference_column?: string;
                /** @description Heading of the column with what came in. */
                credit_column?: string;
                /** @description Heading of the column with what went out. */
                debit_column?: string;
                /** @description Instead of both: what went out is negative. */
                amount_column?: string;
                date_format?: "YYYY-MM-DD" | "DD/MM/YYYY" | "DD-MM-YYYY";
                /** @description What stands before sen; the other one separates thousands. */
                decimal?: "." | ",";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/vnd.ms-excel": string;
                "application/xml": string;
                "text/xml": string;
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string;
                        format: string;
                        imported_by: string;
                        /** Format: date-time */
                        imported_at: string;
                        line_count: number;
                        known_count: number;
                    };
                };
            };
        };
    };
    listBankBreaks: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                kind?: "unknown" | "differs" | "in_suspense" | "not_at_bank";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            kind: string;
                            state: string | null;
                            /** Format: date */
                            booked_on: string;
                            direction: string;
                            amount: components["schemas"]["Money"];
                            bank_reference: string;
                            booked_amount: unknown;
                            cooperative_id: unknown;
                            age_days: number;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    resolveBankBreak: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveBreakRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    requestFundsReversal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundsReversalRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: {
                            funds_id: string;
                            amount: components["schemas"]["Money"];
                        };
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    requestAdjustment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
    listDisputes: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description The caller's own, or the only one, unless told. */
                network_id?: string;
                state?: "OPEN" | "ANSWERED" | "UPHELD" | "DISMISSED" | "WITHDRAWN";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            transfer_id: string;
                            claimant_cooperative_id: string;
                            respondent_cooperative_id: string;
                            amount: components["schemas"]["Money"];
                            reason: string;
                            evidence_reference: string;
                            state: string;
                            opened_by: string;
                            /** Format: date-time */
                            opened_at: string;
                            /** Format: date-time */
                            answer_until: string;
                            answer: unknown;
                            answer_evidence_reference: unknown;
                            answered_by: unknown;
                            answered_at: unknown;
                            ended_at: unknown;
                            result_transfer_id: unknown;
                        }[];
                        has_more: boolean;
                        next_cursor?: string;
                        previous_cursor?: string;
                    };
                };
            };
        };
    };
    createDispute: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        transfer_id: string;
                        claimant_cooperative_id: string;
                        respondent_cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        reason: string;
                        evidence_reference: string;
                        state: string;
                        opened_by: string;
                        /** Format: date-time */
                        opened_at: string;
                        /** Format: date-time */
                        answer_until: string;
                        answer: unknown;
                        answer_evidence_reference: unknown;
                        answered_by: unknown;
                        answered_at: unknown;
                        ended_at: unknown;
                        result_transfer_id: unknown;
                    };
                };
            };
        };
    };
    getDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        transfer_id: string;
                        claimant_cooperative_id: string;
                        respondent_cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        reason: string;
                        evidence_reference: string;
                        state: string;
                        opened_by: string;
                        /** Format: date-time */
                        opened_at: string;
                        /** Format: date-time */
                        answer_until: string;
                        answer: unknown;
                        answer_evidence_reference: unknown;
                        answered_by: unknown;
                        answered_at: unknown;
                        ended_at: unknown;
                        result_transfer_id: unknown;
                    };
                };
            };
        };
    };
    answerDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerDisputeRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        transfer_id: string;
                        claimant_cooperative_id: string;
                        respondent_cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        reason: string;
                        evidence_reference: string;
                        state: string;
                        opened_by: string;
                        /** Format: date-time */
                        opened_at: string;
                        /** Format: date-time */
                        answer_until: string;
                        answer: string | null;
                        answer_evidence_reference: string | null;
                        answered_by: string | null;
                        /** Format: date-time */
                        answered_at: string | null;
                        ended_at: unknown;
                        result_transfer_id: unknown;
                    };
                };
            };
        };
    };
    withdrawDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        transfer_id: string;
                        claimant_cooperative_id: string;
                        respondent_cooperative_id: string;
                        amount: components["schemas"]["Money"];
                        reason: string;
                        evidence_reference: string;
                        state: string;
                        opened_by: string;
                        /** Format: date-time */
                        opened_at: string;
                        /** Format: date-time */
                        answer_until: string;
                        answer: unknown;
                        answer_evidence_reference: unknown;
                        answered_by: unknown;
                        answered_at: unknown;
                        /** Format: date-time */
                        ended_at: string;
                        result_transfer_id: unknown;
                    };
                };
            };
        };
    };
    requestDisputeOutcome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideDisputeRequest"];
            };
        };
        responses: {
            /** @description Waiting for approval */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        network_id: string | null;
                        cooperative_id: unknown;
                        kind: string;
                        title: {
                            id: string;
                            en: string;
                        };
                        state: string;
                        details: Record<string, never>;
                        joint: unknown;
                        payload_hash: string;
                        reason: string | null;
                        remark: unknown;
                        requested_by: string;
                        decided_by: unknown;
                        /** Format: date-time */
                        requested_at: string;
                        /** Format: date-time */
                        expires_at: string;
                        decided_at: unknown;
                        ended_at: unknown;
                        outcome: unknown;
                        failure: unknown;
                    };
                };
            };
        };
    };
}
