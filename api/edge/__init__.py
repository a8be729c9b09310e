"""Where strangers arrive: connections and their limits, proxies, hosts, origins, browsers."""
