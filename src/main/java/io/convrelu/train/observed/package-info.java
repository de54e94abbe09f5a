/** What is looked at in a network while it trains, beside its scores. Changes no bit of it. */
package io.convrelu.train.observed;
