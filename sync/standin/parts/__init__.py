"""Parts: their stock and prices, and who they are ordered from."""

from sync.standin.parts import products, purchase_orders, stock, suppliers

ROUTERS = (stock.router, products.router, suppliers.router, purchase_orders.router)
