package io.sallyport.admission;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.secret.Secret;

/**
 * A key that was just made: the only moment at which its secret exists outside its owner's hands.
 *
 * @param record what is stored
 * @param secret the whole key, shown once
 */
public record NewKey(KeyRecord record, Secret secret) {}
