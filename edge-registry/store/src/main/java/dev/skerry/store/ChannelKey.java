package dev.skerry.store;

/** Product and channel: what a site's state is kept for. */
public record ChannelKey(String product, String channel) {}
