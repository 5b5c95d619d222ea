/** What we use of a provider's own library, which comes without types. */
declare module 'midtrans-client' {
  interface SnapBiRequest {
    withBody(body: object): SnapBiRequest;
    createPayment(externalId: string): Promise<unknown>;
    getStatus(externalId: string): Promise<unknown>;
    refund(externalId: string): Promise<unknown>;
    cancel(externalId: string): Promise<unknown>;
    getAccessToken(): Promise<unknown>;
  }

  const midtrans: {
    readonly SnapBiConfig: {
      SNAP_BI_SANDBOX_BASE_URL: string;
      snapBiClientId: string | null;
      snapBiPrivateKey: string | null;
      snapBiClientSecret: string | null;
      snapBiPartnerId: string | null;
      snapBiChannelId: string | null;
    };
    readonly SnapBi: { qris(): SnapBiRequest; directDebit(): SnapBiRequest };
  };
  export = midtrans;
}
