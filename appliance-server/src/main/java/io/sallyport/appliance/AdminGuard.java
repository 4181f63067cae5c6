package io.sallyport.appliance;

import io.sallyport.admission.Admission;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.secret.Secret;
import java.util.Optional;

/** Who may use the admin API: an admin key, or the bootstrap token until there is one. */
final class AdminGuard {
    private final Admission admission;
    private final BootstrapToken token;

    AdminGuard(Admission admission, BootstrapToken token) {
        this.admission = admission;
        this.token = token;
    }

    /** Returns when this credential is an administrator's; {@link Rejected} says why it is not. */
    void admit(Optional<Secret> presented) {
        Secret credential =
                presented.orElseThrow(() -> new Rejected(AdminRejection.noCredential()));
        if (!BootstrapToken.looksLike(credential)) {
            admission.identifyAdmin(credential);
            return;
        }
        if (!token.is(credential)) {
            throw new Rejected(AdminRejection.wrongToken());
        }
        if (admission.hasActiveAdminKey()) {
            throw new Rejected(AdminRejection.tokenReplaced());
        }
    }
}
